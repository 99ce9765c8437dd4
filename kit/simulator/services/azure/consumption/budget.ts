import { listAt, numberAt, recordAt, recordsAt, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type ResourceType } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { sameId, scopeReference } from "../arm.ts";

const source = "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update";
const period = `${source}#budgettimeperiod`;

const exampleNotification = {
  ...{ enabled: true, operator: "GreaterThan", threshold: 80 },
  contactEmails: ["ops@acme.example"],
};
const notified = (change: Properties): Properties => ({
  notifications: { first: { ...exampleNotification, ...change } },
});
const many = (count: number): Properties => ({
  notifications: Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, exampleNotification])),
});
const addresses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `ops-${index}@acme.example`);

const valuesOf = (notifications: unknown): readonly Properties[] => recordsAt(Object.values(recordAt(notifications)));
const isMonth = (text: string): boolean => /^\d{4}-\d\d-01T00:00:00(?:\.0+)?Z$/.test(text);

/** Twelve months after a time. */
function yearAfter(time: number): number {
  const date = new Date(time);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
}

const constraints: readonly Constraint[] = [
  {
    ...{ property: "timePeriod.startDate", source: period },
    rule: "must be the first of a month from June 2017 on, in at most twelve months",
    accepts: (value, _inputs, now) =>
      isMonth(String(value)) &&
      Date.parse(String(value)) >= Date.UTC(2017, 5) &&
      Date.parse(String(value)) <= yearAfter(now),
    refused: [
      { timePeriod: { startDate: "2026-10-02T00:00:00Z" } },
      { timePeriod: { startDate: "2017-05-01T00:00:00Z" } },
      { timePeriod: { startDate: "2099-01-01T00:00:00Z" } },
    ],
  },
  {
    ...{ property: "timePeriod.endDate", source: period, rule: "must be after the start date" },
    accepts: (value, inputs) => Date.parse(String(value)) > Date.parse(textAt(inputs, "timePeriod.startDate") ?? ""),
    refused: { timePeriod: { startDate: "2026-10-01T00:00:00Z", endDate: "2026-09-01T00:00:00Z" } },
  },
  {
    ...{ property: "notifications", source: `${source}#budget`, rule: "must be at most five" },
    accepts: (value) => valuesOf(value).length <= 5,
    refused: many(6),
    accepted: many(5),
  },
  {
    ...{ property: "notifications", source: `${source}#notification` },
    rule: "must each have a threshold from 0 to 1000",
    accepts: (value) =>
      valuesOf(value).every((one) => {
        const threshold = numberAt(one, "threshold") ?? -1;
        return threshold >= 0 && threshold <= 1_000;
      }),
    refused: [notified({ threshold: -1 }), notified({ threshold: 1_001 })],
    accepted: notified({ threshold: 1_000 }),
  },
  {
    ...{ property: "notifications", source: `${source}#notification` },
    rule: "must each have up to 50 email addresses and 50 action groups, and at least one of them",
    accepts: (value) =>
      valuesOf(value).every((one) => {
        const [emails, groups] = [listAt(one, "contactEmails").length, listAt(one, "contactGroups").length];
        return emails <= 50 && groups <= 50 && emails + groups > 0;
      }),
    refused: [notified({ contactEmails: [] }), notified({ contactEmails: addresses(51) })],
    accepted: notified({ contactEmails: addresses(50) }),
  },
];

/** https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets */
export const budgetType: ResourceType = {
  token: "azure-native:consumption:Budget",
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/consumption/budget/",
  naming: {
    ...{ property: "budgetName", separator: "", max: 63, pattern: /^[\w-]+$/, refused: ["shop.prod", "shop prod"] },
    source: "https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets",
  },
  replaceOn: ["budgetName", "scope"],
  properties: {
    ...simulated("budgetName", "scope", "timePeriod.startDate"),
    ...inert(
      "No money is counted, so no alarm goes off.",
      ...["amount", "category", "filter", "notifications", "timeGrain", "timePeriod.endDate"],
    ),
  },
  constraints,
  example: {
    ...{ budgetName: "shop", scope: "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop" },
    ...{ amount: 300, category: "Cost", timeGrain: "Monthly", timePeriod: { startDate: "2026-10-01T00:00:00Z" } },
    ...notified({}),
  },
  refers: { scope: scopeReference },
  once: { name: ({ inputs }) => inputs.budgetName },
  id: ({ inputs, once }) =>
    `${requiredText(inputs, "scope").replace(/\/$/, "")}/providers/Microsoft.Consumption/budgets/${once.name}`,
  unique: [sameId],
  check({ inputs, old }, { clock }) {
    const start = requiredText(inputs, "timePeriod.startDate");
    if (old !== undefined) {
      if (start === textAt(old.inputs, "timePeriod.startDate")) return;
      // As Azure answers it: https://github.com/Azure/CanadaPubSecALZ/issues/317
      throw new CloudError("400", "Start date of budgets cannot be updated. Please delete and create a new budget.");
    }
    // "Past start date should be selected within the timegrain period." Which month that is, is the same for each grain here.
    if (start.slice(0, 7) >= new Date(clock.now()).toISOString().slice(0, 7)) return;
    throw new CloudError("400", `The start date ${start} is before the current timegrain period.`);
  },
  defaults: { type: "Microsoft.Consumption/budgets", azureApiVersion: "2024-08-01" },
  outputs: () => ({ currentSpend: { amount: 0, unit: "USD" }, forecastSpend: { amount: 0, unit: "USD" } }),
};
