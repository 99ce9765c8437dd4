import type { Check, Rule } from "../../../contract/rule.ts";

const retention: Check = function* ({ inputs }, given) {
  const [days, least] = [inputs.number("retentionInDays"), given.number("atLeast")];
  if (days === undefined || days >= least) return;
  yield {
    property: "retentionInDays",
    what: `logs are kept for fewer than ${least} days`,
    fix: `Set \`retentionInDays\` to ${least} or more`,
  };
};

export const rule: Rule = {
  name: "kept-logs",
  cloud: "azure",
  title: "Logs are kept for long enough",
  severity: "low",
  why: "An incident that is noticed late cannot be investigated without them.",
  source: "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure",
  references: { nist: ["AU-11"] },
  options: { atLeast: { default: 30, what: "days for which logs are kept" } },
  types: {
    "azure-native:operationalinsights:Workspace": {
      checks: [retention],
      compliant: { retentionInDays: 30 },
      broken: [["retentionInDays", 7, "logs are kept for fewer than 30 days"]],
    },
  },
};
