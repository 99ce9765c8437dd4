import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "azure",
  title: "The cloud's own budget watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the bill at the end of the month is the first that anyone hears of it.",
  source: "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
  references: {},
  types: {
    [stack]: budgetOf("azure-native:consumption:Budget"),
  },
};
