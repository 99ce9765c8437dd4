import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bucket-lifecycle",
  cloud: "gcp",
  title: "Objects expire, or move to cheaper storage",
  severity: "low",
  level: "advised",
  why: "Objects that nobody needs any more are billed until somebody deletes them.",
  source: "https://cloud.google.com/storage/docs/lifecycle",
  references: { prowler: ["cloudstorage_bucket_lifecycle_management_enabled"] },
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [
        requiresSome("lifecycleRules", {
          else: "nothing in it expires",
          fix: "Set it to a rule that deletes old objects",
        }),
      ],
      unknowns: { lifecycleRules: "any" },
      compliant: { lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 365 } }] },
      broken: [["lifecycleRules", undefined, "nothing in it expires"]],
    },
  },
};
