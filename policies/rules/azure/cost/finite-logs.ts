import type { Check, Rule } from "../../../contract/rule.ts";

const retention: Check = function* ({ inputs }, given) {
  const [days, most] = [inputs.number("retentionInDays"), given.number("atMost")];
  if (days === undefined || days <= most) return;
  yield {
    property: "retentionInDays",
    what: `logs are kept for more than ${most} days`,
    fix: `Set \`retentionInDays\` to ${most} or less`,
  };
};

/** None, or -1, is no bound. */
const quota: Check = function* ({ inputs }) {
  const property = "workspaceCapping.dailyQuotaGb";
  if ((inputs.number(property) ?? -1) > 0) return;
  yield {
    property,
    what: "its volume in a day is not limited",
    fix: "Set it to a number of gigabytes a day",
  };
};

export const rule: Rule = {
  name: "finite-logs",
  cloud: "azure",
  title: "Logs expire, and their volume is limited",
  severity: "medium",
  level: "advised",
  why: "Logs are billed for as long as they are kept, and a bug in a loop writes them without end.",
  source: "https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap",
  references: { nist: ["AU-11"] },
  options: { atMost: { default: 400, what: "days for which logs are kept" } },
  types: {
    "azure-native:operationalinsights:Workspace": {
      checks: [retention, quota],
      compliant: { retentionInDays: 30, workspaceCapping: { dailyQuotaGb: 1 } },
      broken: [
        ["retentionInDays", 730, "logs are kept for more than 400 days"],
        ["workspaceCapping.dailyQuotaGb", -1, "its volume in a day is not limited"],
        ["workspaceCapping", undefined, "its volume in a day is not limited", "workspaceCapping.dailyQuotaGb"],
      ],
    },
  },
};
