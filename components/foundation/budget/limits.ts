import type { PerCloud } from "fourfold";

/** The most of something that a cloud takes. `false`: its pages name no limit. */
interface Most {
  readonly most: number | false;
  readonly source: string;
}

/** What a cloud makes of a budget. */
export interface BudgetLimits {
  /** What it counts, as tables say it. */
  readonly counts: string;
  /** Alarms of one budget. */
  readonly alarms: Most;
  /** Email addresses that an alarm goes to. */
  readonly addresses: Most;
  /** The share of the amount at which an alarm may go off. */
  readonly share: Most;
  /** Whether it tells what it expects the month to cost. */
  readonly forecasts: boolean;
}

const aws = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference";
const gcp = "https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets";
const azure = "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update";
const cloudflare = "https://developers.cloudflare.com/notifications/get-started/";

/** Each cloud's limits. The documented table is generated from it. */
export const budgetLimits: PerCloud<BudgetLimits> = {
  aws: {
    counts: "the account, or what has `aws.costAllocationTag` there",
    // "A budget can have up to ten notifications."
    alarms: { most: 10, source: `${aws}/API_budgets_Notification.html` },
    addresses: { most: 10, source: `${aws}/API_budgets_NotificationWithSubscribers.html` },
    // "The maximum limit for your threshold is 1,000,000%".
    share: { most: 10_000, source: `${aws}/API_budgets_Notification.html` },
    forecasts: true,
  },
  gcp: {
    counts: "the project",
    alarms: { most: false, source: `${gcp}#ThresholdRule` },
    // Each address is a notification channel, of which a budget has at most 5.
    addresses: { most: 5, source: `${gcp}#NotificationsRule` },
    share: { most: false, source: `${gcp}#ThresholdRule` },
    forecasts: true,
  },
  azure: {
    counts: "the resource group",
    // `maxItems` of notifications and contactEmails: https://github.com/Azure/azure-rest-api-specs/blob/main/specification/consumption/resource-manager/Microsoft.Consumption/stable/2024-08-01/consumption.json
    alarms: { most: 5, source: `${azure}#budget` },
    addresses: { most: 50, source: `${azure}#notification` },
    share: { most: 10, source: `${azure}#notification` },
    forecasts: true,
  },
  cloudflare: {
    counts: "requests of Workers in the account",
    // Each alarm is a notification of its own.
    alarms: { most: false, source: cloudflare },
    addresses: { most: false, source: cloudflare },
    share: { most: false, source: cloudflare },
    forecasts: false,
  },
};
