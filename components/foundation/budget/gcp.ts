import { type BudgetArgs, Budget as GcpBudget } from "@pulumi/gcp/billing/budget.js";
import { NotificationChannel, type NotificationChannelArgs } from "@pulumi/gcp/monitoring/notificationChannel.js";
import { getProjectOutput } from "@pulumi/gcp/organizations/getProject.js";
import { type ComponentResource, type Input, interpolate } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import { type Transform, transformed } from "../../support/transform.ts";
import type { GcpFoundationArgs } from "../args.ts";
import type { FoundationPlan } from "../plan.ts";
import type { Alarm, Budget } from "./settle.ts";

type Plan = FoundationPlan<{
  readonly budget?: Transform<BudgetArgs>;
  readonly channels?: Transform<NotificationChannelArgs>;
}>;

/** What a budget is made of. */
export interface GcpBudgetNodes {
  readonly budget: GcpBudget;
  /** One for each address. */
  readonly channels: readonly NotificationChannel[];
}

/** https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets#Basis */
const bases: Readonly<Record<Alarm["basis"], string>> = { actual: "CURRENT_SPEND", forecast: "FORECASTED_SPEND" };

function requireBillingAccount({ billingAccount }: GcpFoundationArgs, where: string): Input<string> {
  if (billingAccount !== undefined && billingAccount !== "") return billingAccount;
  throw new FourfoldError("ERR_CONFIG", {
    where,
    what: "it has a `budget` and no `gcp.billingAccount`: budgets belong to the account that pays for the project.",
    fix: 'Pass its id, which `gcloud billing projects describe` shows: "01A2B3-C4D5E6-F7A8B9".',
  });
}

/** A channel of Cloud Monitoring for an address: https://cloud.google.com/billing/docs/how-to/budgets-notification-recipients#monitoring-email-channels */
function createChannel(
  self: ComponentResource,
  { name, tags, transform }: Plan,
  project: Input<string>,
  address: string,
): NotificationChannel {
  const args: NotificationChannelArgs = {
    project,
    type: "email",
    displayName: `Budget of ${name}`,
    labels: { email_address: address },
    ...(tags === undefined ? {} : { userLabels: tags }),
  };
  const child = `${name}-budget-${address}`;
  return new NotificationChannel(...transformed(transform.channels, child, args, { parent: self }));
}

/** https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets#Money */
function moneyOf(monthly: number): { readonly currencyCode: string; readonly units: string; readonly nanos: number } {
  const units = Math.trunc(monthly);
  return { currencyCode: "USD", units: `${units}`, nanos: Math.round((monthly - units) * 1e9) };
}

/** An alarm on the money that the project costs. https://cloud.google.com/billing/docs/how-to/budgets */
export function createBudget(
  self: ComponentResource,
  plan: Plan,
  own: GcpFoundationArgs,
  budget: Budget,
): GcpBudgetNodes {
  const { name, transform, where } = plan;
  const billingAccount = requireBillingAccount(own, where);
  const channels = budget.notify.map((address) => createChannel(self, plan, own.project, address));
  const { number } = getProjectOutput({ projectId: own.project }, { parent: self });
  const args: BudgetArgs = {
    billingAccount,
    displayName: `Budget of ${name}`.slice(0, 60),
    budgetFilter: { projects: [interpolate`projects/${number}`], calendarPeriod: "MONTH" },
    amount: { specifiedAmount: moneyOf(budget.monthly) },
    thresholdRules: budget.alarms.map(({ basis, percent }) => ({
      thresholdPercent: percent / 100,
      spendBasis: bases[basis],
    })),
    allUpdatesRule: { monitoringNotificationChannels: channels.map(({ id }) => id) },
  };
  const made = new GcpBudget(...transformed(transform.budget, `${name}-budget`, args, { parent: self }));
  return { budget: made, channels };
}
