import { listAt, recordsAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type ResourceType } from "../../../contract.ts";
import { conflicts, type Fill, inert, matches, oneOf, simulated } from "../../rules.ts";
import { globalArnOf, nameFrom } from "../names.ts";
import { allTags, tagRules } from "../rules.ts";

const reference = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference";
const source = `${reference}/API_budgets_Budget.html`;
const notification = `${reference}/API_budgets_Notification.html`;
const provider = "https://www.pulumi.com/registry/packages/aws/api-docs/budgets/budget/";

const exampleNotification = {
  ...{ notificationType: "ACTUAL", comparisonOperator: "GREATER_THAN", threshold: 80, thresholdType: "PERCENTAGE" },
  subscriberEmailAddresses: ["ops@acme.example"],
};

/** The example's notification with a change. */
const notified = (change: Properties): Properties => ({ notifications: [{ ...exampleNotification, ...change }] });
const inNotification =
  (member: string): Fill =>
  (value) =>
    notified({ [member]: value });

const most = 15_000_000_000_000;

const kindOf = (one: Properties): string =>
  ["notificationType", "comparisonOperator", "threshold", "thresholdType"].map((name) => one[name]).join(" ");

const many = (count: number): Properties => ({
  notifications: Array.from({ length: count }, (_, index) => ({ ...exampleNotification, threshold: index + 1 })),
});

const constraints: readonly Constraint[] = [
  oneOf(
    "budgetType",
    ["COST", "USAGE", "RI_UTILIZATION", "RI_COVERAGE", "SAVINGS_PLANS_UTILIZATION", "SAVINGS_PLANS_COVERAGE"],
    source,
  ),
  oneOf("timeUnit", ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"], source),
  matches("limitAmount", /^(?:\d*\.)?\d+$/, "must be a number", `${reference}/API_budgets_Spend.html`, [
    "300 USD",
    "-1",
  ]),
  {
    ...{ property: "notifications", source: notification, rule: "must be at most ten" },
    accepts: (value) => recordsAt(value).length <= 10,
    refused: many(11),
    accepted: many(10),
  },
  {
    ...{ property: "notifications", source: `${reference}/API_budgets_CreateNotification.html` },
    rule: "must differ in type, operator or threshold",
    accepts: (value) => new Set(recordsAt(value).map(kindOf)).size === recordsAt(value).length,
    refused: { notifications: [exampleNotification, exampleNotification] },
  },
  ...Object.entries({
    notificationType: ["ACTUAL", "FORECASTED"],
    comparisonOperator: ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"],
    thresholdType: ["PERCENTAGE", "ABSOLUTE_VALUE"],
  }).map(([member, values]) =>
    oneOf(`notifications.${member}`, values, notification, "none-of-them", inNotification(member)),
  ),
  {
    ...{ property: "notifications.threshold", source: notification },
    rule: `must be from 0 to ${most.toLocaleString("en")}`,
    accepts: (value) => typeof value === "number" && value >= 0 && value <= most,
    refused: [notified({ threshold: -1 }), notified({ threshold: most + 1 })],
    accepted: [notified({ threshold: 0 }), notified({ threshold: most })],
  },
  {
    ...{ property: "notifications", source: `${reference}/API_budgets_NotificationWithSubscribers.html` },
    rule: "must each have up to ten email addresses and one topic, and at least one of them",
    accepts: (value) =>
      recordsAt(value).every((one) => {
        const emails = listAt(one, "subscriberEmailAddresses").length;
        const topics = listAt(one, "subscriberSnsTopicArns").length;
        return emails <= 10 && topics <= 1 && emails + topics > 0;
      }),
    refused: [
      notified({ subscriberEmailAddresses: [] }),
      notified({ subscriberEmailAddresses: Array.from({ length: 11 }, (_, index) => `ops-${index}@acme.example`) }),
      notified({ subscriberSnsTopicArns: ["a", "b"].map((name) => `arn:aws:sns:us-east-1:123456789012:${name}`) }),
    ],
  },
  conflicts("plannedLimits", "limitAmount", provider, {
    plannedLimits: [{ amount: "1", unit: "USD", startTime: "2026-10-01_00:00" }],
  }),
  matches("accountId", /^\d{12}$/, "must have 12 digits", source, "acme"),
  tagRules,
];

/** https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html */
export const budgetType: ResourceType = {
  token: "aws:budgets/budget:Budget",
  source: `${reference}/API_budgets_CreateBudget.html`,
  naming: {
    ...{ property: "name", prefix: "namePrefix", max: 100, pattern: /^(?![^:\\]*\/action\/)[^:\\]+$/, source },
    refused: ["shop:prod", "shop\\prod", "shop/action/1"],
  },
  replaceOn: ["name", "namePrefix", "accountId"],
  properties: {
    ...simulated("name", "namePrefix", "accountId", "tags"),
    ...inert(
      "No money is counted, so no alarm goes off.",
      ...["budgetType", "costFilters", "costTypes", "limitAmount", "limitUnit", "notifications", "plannedLimits"],
      ...["timePeriodEnd", "timePeriodStart", "timeUnit"],
    ),
  },
  constraints,
  example: {
    ...{ name: "shop", budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "300", limitUnit: "USD" },
    notifications: [exampleNotification],
  },
  once: {
    name: nameFrom,
    accountId: ({ inputs, scope }) => textAt(inputs, "accountId") ?? scope.account,
  },
  // As an import names it: https://www.pulumi.com/registry/packages/aws/api-docs/budgets/budget/#import
  id: ({ once }) => `${once.accountId}:${once.name}`,
  taken: ({ once }) =>
    new CloudError("DuplicateRecordException", `Error creating budget: ${once.name} - the budget already exists.`),
  defaults: { timePeriodEnd: "2087-06-15_00:00" },
  outputs: ({ once }) => ({ arn: globalArnOf("budgets", String(once.accountId), `budget/${once.name}`) }),
  configured: allTags,
};
