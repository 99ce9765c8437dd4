import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it is deleted when the program no longer has it";

/** A property protects it, or Pulumi does. */
const protectedBy = (property: string, value: string | boolean): Check =>
  function* (subject, given) {
    if (subject.isProtected || given.isNamed("disposable", subject) || subject.inputs.value(property) === value) return;
    const fix = `Set \`${property}\` to \`${JSON.stringify(value)}\`, or the option \`protect\``;
    yield { property, what, fix, remedy: { [property]: value } };
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

export const rule: Rule = {
  name: "protected-data",
  cloud: "gcp",
  title: "Resources that hold data are protected from deletion",
  severity: "medium",
  isRemediable: true,
  why: "One wrong deployment deletes them.",
  source: "https://cloud.google.com/firestore/docs/manage-databases#delete_protection",
  references: { nist: ["CP-9"] },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "gcp:firestore/database:Database": {
      checks: [protectedBy("deleteProtectionState", "DELETE_PROTECTION_ENABLED")],
      compliant: { deleteProtectionState: "DELETE_PROTECTION_ENABLED" },
      broken: [
        ["deleteProtectionState", "DELETE_PROTECTION_DISABLED", what],
        ["deleteProtectionState", undefined, what],
      ],
    },
    "gcp:secretmanager/secret:Secret": {
      checks: [protectedBy("deletionProtection", true)],
      compliant: { deletionProtection: true },
      broken: [["deletionProtection", false, what]],
    },
    "gcp:storage/bucket:Bucket": {
      checks: [bucket],
      compliant: { forceDestroy: false },
      broken: [["forceDestroy", true, "it is deleted with everything in it"]],
    },
  },
};
