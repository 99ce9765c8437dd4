import { createRequire } from "node:module";
import { NotificationPolicy, type NotificationPolicyArgs } from "@pulumi/cloudflare/notificationPolicy.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import { type Transform, transformed } from "../../support/transform.ts";
import type { CloudflareFoundationArgs } from "../args.ts";
import type { FoundationPlan } from "../plan.ts";
import type { Budget } from "./settle.ts";

type Plan = FoundationPlan<{ readonly budget?: Transform<NotificationPolicyArgs> }>;

const require = createRequire(import.meta.url);
/** Loaded only where there is a budget: it reads the price book. */
const loadConversion = () =>
  require("../../../kit/cost/worker-requests.ts") as typeof import("../../../kit/cost/worker-requests.ts");

/** How many requests of Workers an amount pays for. */
function requestsFor(usd: number, percent: number, where: string): number {
  const { workerRequestsFor } = loadConversion();
  const requests = workerRequestsFor(usd);
  if (requests !== undefined) return requests;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `${percent} % of \`budget.monthly\` is ${usd} US dollars, which is less than the plan of Workers costs without a request (https://developers.cloudflare.com/workers/platform/pricing/).`,
    fix: "Take a larger amount, or a larger share of it for `budget.at`.",
  });
}

/**
 * Notifications about usage. Cloudflare's alerts on money cannot be made by its provider, and its notifications count one product each:
 * those about Workers count their requests in the whole account.
 * https://developers.cloudflare.com/billing/manage/budget-alerts/#budget-alerts-compared-to-usage-notifications
 */
export function createBudget(
  self: ComponentResource,
  { name, transform, where }: Plan,
  { accountId }: CloudflareFoundationArgs,
  { monthly, notify, alarms }: Budget,
): readonly NotificationPolicy[] {
  const counted = alarms.map(({ percent }) => {
    const usd = Math.round(monthly * percent) / 100;
    return { percent, usd, requests: requestsFor(usd, percent, where) };
  });
  return counted.map(({ percent, usd, requests }) => {
    const child = `${name}-budget-${percent}`;
    const args: NotificationPolicyArgs = {
      accountId,
      name: child,
      description: `More requests of Workers than ${usd} US dollars a month pay for`,
      enabled: true,
      alertType: "billing_usage_alert",
      // The product, as Cloudflare's provider tests it: https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/notification_policy/testdata/checkcloudflarenotificationpolicywithfiltersattribute.tf
      filters: { products: ["worker_requests"], limits: [`${requests}`] },
      mechanisms: { emails: notify.map((id) => ({ id })) },
    };
    return new NotificationPolicy(...transformed(transform.budget, child, args, { parent: self }));
  });
}
