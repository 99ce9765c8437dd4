import type { Check, Rule } from "../../../contract/rule.ts";

const conditions = ["daysSinceNoncurrentTime", "numNewerVersions", "noncurrentTimeBefore"];

const versions: Check = function* ({ inputs }) {
  if (inputs.flag("versioning.enabled") !== true) return;
  if (inputs.list("lifecycleRules").some((each) => conditions.some((name) => each.has(`condition.${name}`)))) return;
  const fix = 'Add `{ action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30 } }` to it';
  yield { property: "lifecycleRules", what: "earlier versions are kept for ever", fix };
};

export const rule: Rule = {
  name: "old-versions-end",
  cloud: "gcp",
  title: "Earlier versions of objects end",
  severity: "medium",
  level: "advised",
  why: "Each change keeps what was there before, and all of it is paid for.",
  source: "https://cloud.google.com/storage/docs/lifecycle#noncurrent",
  references: {},
  types: {
    "gcp:storage/bucket:Bucket": {
      checks: [versions],
      unknowns: { "lifecycleRules.condition": "any" },
      compliant: { versioning: { enabled: true }, lifecycleRules: [{ condition: { daysSinceNoncurrentTime: 30 } }] },
      broken: [
        ["lifecycleRules[0].condition", { age: 30 }, "earlier versions are kept for ever", "lifecycleRules"],
        ["lifecycleRules", undefined, "earlier versions are kept for ever"],
      ],
    },
  },
};
