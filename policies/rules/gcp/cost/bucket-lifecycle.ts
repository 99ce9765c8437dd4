import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "gcp",
  title: "What is stored ends, or moves to where it is cheap",
  severity: "low",
  level: "advised",
  why: "Nobody deletes by hand what nobody reads any more.",
  source: "https://cloud.google.com/storage/docs/lifecycle",
  references: { prowler: ["cloudstorage_bucket_lifecycle_management_enabled"] },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [
        requiresSome("lifecycleRules", { else: "nothing in it ever ends", fix: "Set it to a rule for what is old" }),
      ],
      unknowns: { lifecycleRules: "any" },
      compliant: { lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 365 } }] },
      broken: [["lifecycleRules", undefined, "nothing in it ever ends"]],
    },
  },
};
