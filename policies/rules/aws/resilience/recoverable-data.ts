import type { Check, GraphCheck, Rule } from "../../../contract/rule.ts";

const what = "an earlier state cannot be restored";

const table: Check = function* (subject, given) {
  const property = "pointInTimeRecovery.enabled";
  if (subject.inputs.flag(property) === true || given.isNamed("disposable", subject)) return;
  yield { property, what, fix: `Set \`${property}\` to \`true\``, remedy: { [property]: true } };
};

const versioning = "aws:s3/bucketVersioning:BucketVersioning";

const bucket: GraphCheck = function* (subject, program, given) {
  const inline = [subject.inputs.at("versioning"), ...subject.inputs.list("versionings")];
  if (inline.some((each) => each.flag("enabled") === true) || given.isNamed("disposable", subject)) return;
  const settings = program.users(subject, versioning, "bucket");
  if (settings.some(({ inputs }) => inputs.text("versioningConfiguration.status") === "Enabled")) return;
  yield { property: "", what, fix: "Add a BucketVersioning with its name and the status `Enabled`" };
};

const around = (status: string) => [
  {
    type: versioning,
    name: "versioning",
    inputs: { versioningConfiguration: { status } },
    sources: { bucket: "subject" },
  },
];

const own = {
  graph: [bucket],
  compliant: {},
  given: { around: around("Enabled") },
  broken: [
    { at: "", says: what, around: around("Suspended") },
    { at: "", says: what, around: [] },
  ],
};

export const rule: Rule = {
  name: "recoverable-data",
  cloud: "aws",
  title: "Deleted or overwritten data can be restored",
  severity: "medium",
  isRemediable: true,
  why: "Otherwise a bug, or an attacker, destroys it for good.",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html",
  references: {
    checkov: ["CKV_AWS_28", "CKV_AWS_21"],
    trivy: ["AWS-0024", "AWS-0090"],
    kics: [
      "741f1291-47ac-4a85-a07b-3d32a9d6bd3e",
      "568a4d22-3517-44a6-a7ad-6a7eed88722c",
      "327b0729-4c5c-4c44-8b5c-e476cd9c7290",
    ],
    cdkNag: ["AwsSolutions-DDB3"],
    guard: ["dynamodb_pitr_enabled", "s3_bucket_versioning_enabled"],
    prowler: ["dynamodb_tables_pitr_enabled"],
    nist: ["CP-9", "CP-10"],
  },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "aws:dynamodb/table:Table": {
      checks: [table],
      compliant: { pointInTimeRecovery: { enabled: true } },
      broken: [
        ["pointInTimeRecovery.enabled", false, what],
        ["pointInTimeRecovery", undefined, what, "pointInTimeRecovery.enabled"],
      ],
    },
    "aws:s3/bucket:Bucket": own,
    "aws:s3/bucketV2:BucketV2": own,
  },
};
