import type { Rule } from "../../../contract/rule.ts";
import { budgetOf, stack } from "../../../vendors/budgets.ts";

export const rule: Rule = {
  name: "cloud-budget",
  cloud: "aws",
  title: "A budget of the cloud watches the bill",
  severity: "medium",
  level: "off",
  why: "Without one, the first sign of a cost that runs away is the bill at the end of the month.",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
  references: {},
  types: {
    [stack]: budgetOf("aws:budgets/budget:Budget"),
  },
};
