import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "cloudflare",
  title: "The cloud's own budget watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the bill at the end of the month is the first that anyone hears of it.",
  source: "https://developers.cloudflare.com/notifications/notification-available/#billing",
  references: {},
  types: {
    [stack]: budgetOf("cloudflare:index/notificationPolicy:NotificationPolicy", { alertType: "billing_usage_alert" }),
  },
};
