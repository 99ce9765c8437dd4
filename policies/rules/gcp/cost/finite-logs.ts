import type { Check, Rule } from "../../../contract/rule.ts";

const retention: Check = function* ({ inputs }, given) {
  const [days, most] = [inputs.number("retentionDays"), given.number("atMost")];
  if (days === undefined || days <= most) return;
  yield {
    property: "retentionDays",
    what: `logs are kept for more than ${most} days`,
    fix: `Set \`retentionDays\` to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "finite-logs",
  cloud: "gcp",
  title: "Logs expire, and their volume is limited",
  severity: "medium",
  level: "advised",
  why: "Logs are billed for as long as they are kept, and a bug in a loop writes them without end.",
  source: "https://cloud.google.com/logging/docs/buckets#custom-retention",
  references: { nist: ["AU-11"] },
  options: { atMost: { default: 400, what: "days for which logs are kept" } },
  types: {
    "gcp:logging/projectBucketConfig:ProjectBucketConfig": {
      checks: [retention],
      compliant: { retentionDays: 30 },
      broken: [["retentionDays", 3650, "logs are kept for more than 400 days"]],
    },
  },
};
