import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "gcp",
  title: "The cloud's own budget watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the bill at the end of the month is the first that anyone hears of it.",
  source: "https://cloud.google.com/billing/docs/how-to/budgets",
  references: {},
  types: {
    [stack]: budgetOf("gcp:billing/budget:Budget"),
  },
};
