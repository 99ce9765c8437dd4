import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "cloudflare",
  title: "A budget of the cloud watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the first sign of a cost that runs away is the bill at the end of the month.",
  source: "https://developers.cloudflare.com/notifications/notification-available/#billing",
  references: {},
  types: {
    [stack]: budgetOf("cloudflare:index/notificationPolicy:NotificationPolicy", { alertType: "billing_usage_alert" }),
  },
};
