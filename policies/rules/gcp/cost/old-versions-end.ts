import type { Check, Rule } from "../../../contract/rule.ts";

const conditions = ["daysSinceNoncurrentTime", "numNewerVersions", "noncurrentTimeBefore"];

const versions: Check = function* ({ inputs }) {
  if (inputs.flag("versioning.enabled") !== true) return;
  if (inputs.list("lifecycleRules").some((each) => conditions.some((name) => each.has(`condition.${name}`)))) return;
  const fix = 'Add `{ action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30 } }` to it';
  yield { property: "lifecycleRules", what: "noncurrent versions are kept forever", fix };
};

export const rule: Rule = {
  name: "old-versions-end",
  cloud: "gcp",
  title: "Noncurrent versions of objects expire",
  severity: "medium",
  level: "advised",
  why: "Each overwritten or deleted object is otherwise kept, and billed, forever.",
  source: "https://cloud.google.com/storage/docs/lifecycle#noncurrent",
  references: {},
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [versions],
      unknowns: { "lifecycleRules.condition": "any" },
      compliant: { versioning: { enabled: true }, lifecycleRules: [{ condition: { daysSinceNoncurrentTime: 30 } }] },
      broken: [
        ["lifecycleRules[0].condition", { age: 30 }, "noncurrent versions are kept forever", "lifecycleRules"],
        ["lifecycleRules", undefined, "noncurrent versions are kept forever"],
      ],
    },
  },
};
