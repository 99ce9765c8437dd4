import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it is deleted when the program no longer has it";

const protectedBy = (property: string): Check =>
  function* (subject, given) {
    if (subject.isProtected || given.isNamed("disposable", subject) || subject.inputs.flag(property) === true) return;
    const fix = `Set \`${property}\` to \`true\`, or the option \`protect\``;
    yield { property, what, fix, remedy: { [property]: true } };
  };

const bucket: Check = function* (subject, given) {
  if (subject.inputs.flag("forceDestroy") !== true || given.isNamed("disposable", subject)) return;
  yield {
    property: "forceDestroy",
    what: "it is deleted with everything in it",
    fix: "Set it to `false`",
    remedy: { forceDestroy: false },
  };
};

const own = {
  checks: [bucket],
  compliant: { forceDestroy: false },
  broken: [["forceDestroy", true, "it is deleted with everything in it"]],
} as const;

export const rule: Rule = {
  name: "protected-data",
  cloud: "aws",
  title: "Resources that hold data are protected from deletion",
  severity: "medium",
  isRemediable: true,
  why: "One wrong deployment deletes them.",
  source:
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html#WorkingWithTables.Basics.DeletionProtection",
  references: { checkov: ["CKV_AWS_293"], prowler: ["dynamodb_table_deletion_protection_enabled"], nist: ["CP-9"] },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "aws:dynamodb/table:Table": {
      checks: [protectedBy("deletionProtectionEnabled")],
      compliant: { deletionProtectionEnabled: true },
      broken: [
        ["deletionProtectionEnabled", false, what],
        ["deletionProtectionEnabled", undefined, what],
      ],
    },
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
    "aws:rds/instance:Instance": {
      checks: [protectedBy("deletionProtection")],
      compliant: { deletionProtection: true },
      broken: [
        ["deletionProtection", false, what],
        ["deletionProtection", undefined, what],
      ],
    },
    "aws:s3/bucket:Bucket": own,
    "aws:s3/bucketV2:BucketV2": own,
  },
};
