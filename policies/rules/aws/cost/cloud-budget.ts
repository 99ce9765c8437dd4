import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "aws",
  title: "The cloud's own budget watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the bill at the end of the month is the first that anyone hears of it.",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  references: {},
  types: {
    [stack]: budgetOf("aws:budgets/budget:Budget"),
  },
};
