import type { Check, Rule } from "../../../contract/rule.ts";

/** None, or 0, is forever. */
const retention: Check = function* ({ inputs }, given) {
  const [days, most] = [inputs.number("retentionInDays"), given.number("atMost")];
  if (days !== undefined && days > 0 && days <= most) return;
  const what = days === undefined ? "logs are kept for ever" : `logs are kept for more than ${most} days`;
  yield { property: "retentionInDays", what, fix: `Set \`retentionInDays\` to ${most} or less` };
};

export const rule: Rule = {
  name: "finite-logs",
  cloud: "aws",
  title: "Logs expire, and their volume is limited",
  severity: "medium",
  level: "advised",
  why: "Logs are billed for as long as they are kept, and a bug in a loop writes them without end.",
  source:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  references: { kics: ["ef0b316a-211e-42f1-888e-64efe172b755"], checkov: ["CKV_AWS_66"], nist: ["AU-11"] },
  options: { atMost: { default: 400, what: "days for which logs are kept" } },
  types: {
    "aws:cloudwatch/logGroup:LogGroup": {
      checks: [retention],
      compliant: { retentionInDays: 30 },
      broken: [
        ["retentionInDays", undefined, "logs are kept for ever"],
        ["retentionInDays", 0, "logs are kept for more than 400 days"],
        ["retentionInDays", 3653, "logs are kept for more than 400 days"],
      ],
    },
  },
};
