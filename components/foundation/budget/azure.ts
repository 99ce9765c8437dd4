import { Budget as AzureBudget, type BudgetArgs } from "@pulumi/azure-native/consumption/budget.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import {
  CategoryType,
  OperatorType,
  ThresholdType,
  TimeGrainType,
} from "@pulumi/azure-native/types/enums/consumption/index.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { type Transform, transformed } from "../../support/transform.ts";
import type { FoundationPlan } from "../plan.ts";
import type { Alarm, Budget } from "./settle.ts";

type Plan = FoundationPlan<{ readonly budget?: Transform<BudgetArgs> }>;

const types: Readonly<Record<Alarm["basis"], ThresholdType>> = {
  actual: ThresholdType.Actual,
  forecast: ThresholdType.Forecasted,
};

/** "The start date must be first of the month", and of this one: https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update#budgettimeperiod */
function thisMonth(): string {
  return `${new Date().toISOString().slice(0, 7)}-01T00:00:00Z`;
}

/**
 * An alarm on the money that the resource group costs.
 * https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets
 *
 * "Start date of budgets cannot be updated": the budget keeps the month that it was made in, and later programs, which name a later
 * one, change nothing of it. https://github.com/Azure/azure-quickstart-templates/issues/7095
 */
export function createBudget(
  self: ComponentResource,
  { name, transform }: Plan,
  group: ResourceGroup,
  budget: Budget,
): AzureBudget {
  const notifications = budget.alarms.map(({ basis, percent }) => {
    const notification: BudgetArgs["notifications"] = {
      [`${types[basis]}_GreaterThan_${percent}_Percent`]: {
        enabled: true,
        operator: OperatorType.GreaterThan,
        threshold: percent,
        thresholdType: types[basis],
        contactEmails: [...budget.notify],
      },
    };
    return notification;
  });
  const args: BudgetArgs = {
    scope: group.id,
    category: CategoryType.Cost,
    amount: budget.monthly,
    timeGrain: TimeGrainType.Monthly,
    timePeriod: { startDate: thisMonth() },
    notifications: Object.assign({}, ...notifications),
  };
  const options = { parent: self, ignoreChanges: ["timePeriod"] };
  return new AzureBudget(...transformed(transform.budget, `${name}-budget`, args, options));
}
