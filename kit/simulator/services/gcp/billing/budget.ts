import { randomUUID } from "node:crypto";
import { listAt, recordAt, recordsAt, requiredText } from "../../../contract/read.ts";
import type { Constraint, ResourceType } from "../../../contract.ts";
import { atMost, between, type Fill, fill, inert, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { deletionPolicy, deletionRule, notFound } from "../project.ts";
import { channelToken } from "../tokens.ts";

const source = "https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets";

const exampleAmount = { currencyCode: "USD", units: "300" };
const inAmount =
  (member: string): Fill =>
  (value) => ({ amount: { specifiedAmount: { ...exampleAmount, [member]: value } } });

const channels = "allUpdatesRule.monitoringNotificationChannels";
const someChannels = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `projects/shop-project/notificationChannels/${index}`);

const constraints: readonly Constraint[] = [
  matches(
    "billingAccount",
    /^[0-9A-F]{6}(?:-[0-9A-F]{6}){2}$/,
    "must be the id of a billing account: 01A2B3-C4D5E6-F7A8B9",
    "https://cloud.google.com/billing/docs/how-to/find-billing-account-id",
    ["billingAccounts/01A2B3-C4D5E6-F7A8B9", "shop"],
  ),
  atMost("displayName", 60, source),
  {
    ...{ property: "amount", source: `${source}#BudgetAmount` },
    rule: "must have either specifiedAmount or lastPeriodAmount",
    accepts: (value) => "specifiedAmount" in recordAt(value) !== "lastPeriodAmount" in recordAt(value),
    refused: [{ amount: {} }, { amount: { specifiedAmount: exampleAmount, lastPeriodAmount: true } }],
  },
  matches("amount.specifiedAmount.units", /^-?\d+$/, "must be a whole number", `${source}#Money`, "1.5", {
    filled: inAmount("units"),
  }),
  between("amount.specifiedAmount.nanos", -999_999_999, 999_999_999, `${source}#Money`, inAmount("nanos")),
  {
    ...{ property: "thresholdRules.thresholdPercent", source: `${source}#ThresholdRule` },
    rule: "must not be negative",
    accepts: (value) => typeof value === "number" && value >= 0,
    refused: { thresholdRules: [{ thresholdPercent: -0.5 }] },
  },
  oneOf(
    "thresholdRules.spendBasis",
    ["CURRENT_SPEND", "FORECASTED_SPEND"],
    `${source}#Basis`,
    "EXPECTED_SPEND",
    (spendBasis) => ({ thresholdRules: [{ thresholdPercent: 0.5, spendBasis }] }),
  ),
  {
    ...{ property: channels, source: `${source}#NotificationsRule`, rule: "must be at most 5" },
    accepts: (value) => listAt(value).length <= 5,
    refused: fill(channels)(someChannels(6)),
    accepted: fill(channels)(someChannels(5)),
  },
  {
    ...{ property: channels, source: `${source}#ThresholdRule`, rule: "needs `thresholdRules`" },
    accepts: (_value, inputs) => recordsAt(inputs, "thresholdRules").length > 0,
    refused: { ...fill(channels)(someChannels(1)), thresholdRules: [] },
  },
  oneOf("budgetFilter.calendarPeriod", ["MONTH", "QUARTER", "YEAR"], `${source}#CalendarPeriod`, "WEEK"),
  {
    ...{ property: "budgetFilter.projects", source: `${source}#Filter` },
    rule: "must be projects: projects/415104041262",
    accepts: (value) => listAt(value).every((project) => /^projects\/[^/]+$/.test(project)),
    refused: fill("budgetFilter.projects")(["415104041262"]),
  },
  {
    ...{ property: "budgetFilter.labels", source: `${source}#Filter`, rule: "must be at most one" },
    accepts: (value) => Object.keys(recordAt(value)).length <= 1,
    refused: fill("budgetFilter.labels")({ team: "shop", stage: "prod" }),
  },
  deletionRule,
];

/** https://cloud.google.com/billing/docs/how-to/budgets */
export const budgetType: ResourceType = {
  token: "gcp:billing/budget:Budget",
  source,
  replaceOn: ["billingAccount"],
  properties: {
    ...simulated("billingAccount", "displayName", channels),
    ...inert(
      "No money is counted, so no alarm goes off.",
      ...["amount", "thresholdRules", "ownershipScope", "budgetFilter"],
      "allUpdatesRule.disableDefaultIamRecipients",
    ),
    ...deletionPolicy,
  },
  constraints,
  // "If specified, it must match the currency of the billing account": https://cloud.google.com/billing/docs/reference/budget/rest/v1/billingAccounts.budgets#BudgetAmount
  limits: [
    {
      ...runsOnly("amount.specifiedAmount.currencyCode", ["USD"], "EUR", "billing accounts in US dollars"),
      refused: inAmount("currencyCode")("EUR"),
    },
  ],
  example: {
    ...{ billingAccount: "01A2B3-C4D5E6-F7A8B9", displayName: "Shop" },
    amount: { specifiedAmount: exampleAmount },
    thresholdRules: [{ thresholdPercent: 0.8 }],
  },
  refers: {
    [channels]: {
      find: (name, _request, { store }) => store.get(channelToken, name),
      missing: notFound,
    },
  },
  once: { name: ({ inputs }) => `billingAccounts/${requiredText(inputs, "billingAccount")}/budgets/${randomUUID()}` },
  id: ({ once }) => String(once.name),
};
