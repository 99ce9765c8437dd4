import type { Check, Rule } from "../../../contract/rule.ts";

const what = "an earlier state cannot be restored";

/** Where nothing is said, what is deleted is kept for a week: https://cloud.google.com/storage/docs/soft-delete */
const bucket: Check = function* (subject, given) {
  const { inputs } = subject;
  if (inputs.number("softDeletePolicy.retentionDurationSeconds") !== 0) return;
  if (inputs.flag("versioning.enabled") === true || given.isNamed("disposable", subject)) return;
  const remedy = { "versioning.enabled": true };
  yield { property: "versioning.enabled", what, fix: "Set `versioning` to `{ enabled: true }`", remedy };
};

const database: Check = function* (subject, given) {
  const [property, value] = ["pointInTimeRecoveryEnablement", "POINT_IN_TIME_RECOVERY_ENABLED"];
  if (subject.inputs.text(property) === value || given.isNamed("disposable", subject)) return;
  yield { property, what, fix: `Set it to \`"${value}"\``, remedy: { [property]: value } };
};

export const rule: Rule = {
  name: "recoverable-data",
  cloud: "gcp",
  title: "Deleted or overwritten data can be restored",
  severity: "medium",
  isRemediable: true,
  why: "Otherwise a bug, or an attacker, destroys it for good.",
  source: "https://cloud.google.com/firestore/docs/pitr",
  references: {
    checkov: ["CKV_GCP_78"],
    trivy: ["GCP-0078"],
    kics: ["e7e961ac-d17e-4413-84bc-8a1fbe242944"],
    nist: ["CP-9", "CP-10"],
  },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [bucket],
      compliant: { softDeletePolicy: { retentionDurationSeconds: 0 }, versioning: { enabled: true } },
      broken: [["versioning.enabled", false, what]],
    },
    "gcp:firestore/database:Database": {
      checks: [database],
      compliant: { pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED" },
      broken: [
        ["pointInTimeRecoveryEnablement", "POINT_IN_TIME_RECOVERY_DISABLED", what],
        ["pointInTimeRecoveryEnablement", undefined, what],
      ],
    },
  },
};
