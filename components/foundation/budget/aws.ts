import { Budget as AwsBudget, type BudgetArgs } from "@pulumi/aws/budgets/budget.js";
import { type ComponentResource, interpolate } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import { type Transform, transformed } from "../../support/transform.ts";
import type { FoundationPlan } from "../plan.ts";
import type { Alarm, Budget } from "./settle.ts";

type Plan = FoundationPlan<{ readonly budget?: Transform<BudgetArgs> }>;

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
const types: Readonly<Record<Alarm["basis"], string>> = { actual: "ACTUAL", forecast: "FORECASTED" };

/**
 * What counts: what has a tag, or everything in the account. `user:` stands before keys that AWS has not made itself:
 * https://docs.aws.amazon.com/aws-cost-management/latest/userguide/budgets-create-filters.html
 */
function filtersOf({ args, where }: Plan): BudgetArgs["costFilters"] {
  const key = args.aws?.costAllocationTag;
  if (key === undefined) return undefined;
  const value = args.tags?.[key];
  if (value !== undefined) return [{ name: "TagKeyValue", values: [interpolate`user:${key}$${value}`] }];
  throw new FourfoldError("ERR_CONFIG", {
    where,
    what: `\`aws.costAllocationTag\` is ${JSON.stringify(key)}, which \`tags\` does not have: nothing would be counted.`,
    fix: "Name a key of `tags`.",
  });
}

/** An alarm on money. https://docs.aws.amazon.com/aws-cost-management/latest/userguide/budgets-managing-costs.html */
export function createBudget(self: ComponentResource, plan: Plan, budget: Budget): AwsBudget {
  const { name, tags, transform } = plan;
  const costFilters = filtersOf(plan);
  const args: BudgetArgs = {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: String(budget.monthly),
    limitUnit: "USD",
    ...(costFilters === undefined ? {} : { costFilters }),
    notifications: budget.alarms.map(({ basis, percent }) => ({
      notificationType: types[basis],
      comparisonOperator: "GREATER_THAN",
      threshold: percent,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...budget.notify],
    })),
    ...(tags === undefined ? {} : { tags }),
  };
  return new AwsBudget(...transformed(transform.budget, `${name}-budget`, args, { parent: self }));
}
