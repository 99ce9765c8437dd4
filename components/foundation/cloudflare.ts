import type { NotificationPolicy, NotificationPolicyArgs } from "@pulumi/cloudflare/notificationPolicy.js";
import type { Transform } from "../support/transform.ts";
import { createBudget } from "./budget/cloudflare.ts";
import { type FoundationBuilder, requireArgs } from "./plan.ts";

export interface CloudflareFoundationNodes {
  /** The alarms of the budget: one for each share. */
  readonly budget?: readonly NotificationPolicy[];
}

export interface CloudflareFoundationTransform {
  /** The alarms of the budget. @default unchanged */
  readonly budget?: Transform<NotificationPolicyArgs>;
}

/** An account, and its name under workers.dev: what Workers need on Cloudflare exists already. */
export const build: FoundationBuilder<CloudflareFoundationNodes, CloudflareFoundationTransform> = (self, plan) => {
  const own = requireArgs(plan.args.cloudflare, "cloudflare", plan.where);
  const { accountId, workersSubdomain } = own;
  const budget = plan.budget && createBudget(self, plan, own, plan.budget);
  return { id: accountId, attributes: { accountId, workersSubdomain }, nodes: { ...(budget && { budget }) } };
};
