import type { Check, Rule } from "../../../contract/rule.ts";

const retention: Check = function* ({ inputs }, given) {
  const [days, least] = [inputs.number("retentionDays"), given.number("atLeast")];
  if (days === undefined || days >= least) return;
  yield {
    property: "retentionDays",
    what: `logs are kept for fewer than ${least} days`,
    fix: `Set \`retentionDays\` to ${least} or more`,
  };
};

export const rule: Rule = {
  name: "kept-logs",
  cloud: "gcp",
  title: "Logs are kept for long enough",
  severity: "low",
  why: "An incident that is noticed late cannot be investigated without them.",
  source: "https://cloud.google.com/logging/docs/buckets#custom-retention",
  references: { nist: ["AU-11"] },
  options: { atLeast: { default: 30, what: "days for which logs are kept" } },
  types: {
    "gcp:logging/projectBucketConfig:ProjectBucketConfig": {
      checks: [retention],
      compliant: { retentionDays: 30 },
      broken: [["retentionDays", 7, "logs are kept for fewer than 30 days"]],
    },
  },
};
