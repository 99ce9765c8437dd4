import type { Check, Rule } from "../../../contract/rule.ts";

/** None, or 0, is forever. */
const retention: Check = function* ({ inputs }, given) {
  const [days, least] = [inputs.number("retentionInDays"), given.number("atLeast")];
  if (days === undefined || days === 0 || days >= least) return;
  yield {
    property: "retentionInDays",
    what: `logs are kept for fewer than ${least} days`,
    fix: `Set \`retentionInDays\` to ${least} or more`,
  };
};

export const rule: Rule = {
  name: "kept-logs",
  cloud: "aws",
  title: "Logs are kept for long enough",
  severity: "low",
  why: "An incident that is noticed late cannot be investigated without them.",
  source:
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  references: {
    checkov: ["CKV_AWS_338"],
    guard: ["cw_loggroup_retention_period_check"],
    nist: ["AU-11"],
  },
  options: { atLeast: { default: 30, what: "days for which logs are kept" } },
  types: {
    "aws:cloudwatch/logGroup:LogGroup": {
      checks: [retention],
      compliant: { retentionInDays: 365 },
      broken: [["retentionInDays", 7, "logs are kept for fewer than 30 days"]],
    },
  },
};
