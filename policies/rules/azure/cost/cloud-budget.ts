import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "azure",
  title: "A budget of the cloud watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the first sign of a cost that runs away is the bill at the end of the month.",
  source: "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
  references: {},
  types: {
    [stack]: budgetOf("azure-native:consumption:Budget"),
  },
};
