import type { Budget, BudgetArgs } from "@pulumi/aws/budgets/budget.js";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity.js";
import type { Transform } from "../support/transform.ts";
import { createBudget } from "./budget/aws.ts";
import type { FoundationBuilder } from "./plan.ts";

export interface AwsFoundationNodes {
  readonly budget?: Budget;
}

export interface AwsFoundationTransform {
  /** The budget. @default unchanged */
  readonly budget?: Transform<BudgetArgs>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** An account and a region: what functions need on AWS exists already. */
export const build: FoundationBuilder<AwsFoundationNodes, AwsFoundationTransform> = (self, plan) => {
  const { args, retentionDays } = plan;
  const retention = retentions.find((days) => days >= retentionDays) ?? 0; // 0: never expire
  const budget = plan.budget && createBudget(self, plan, plan.budget);
  return {
    id: getCallerIdentityOutput({}, { parent: self }).accountId,
    attributes: {
      retentionDays: String(retention),
      permissionsBoundary: args.aws?.permissionsBoundary ?? "",
    },
    nodes: { ...(budget && { budget }) },
  };
};
