import { textAt } from "../../../contract/read.ts";
import type { Limit, ResourceType, StoredResource, World } from "../../../contract.ts";
import { atMost, inert, runsOnly, simulated } from "../../rules.ts";
import { findById, sameId } from "../arm.ts";
import { namespaceArm, ruleToken, toSubscription, version } from "./entities.ts";
import { type Filter, parseFilter } from "./sql/parse.ts";

const source = "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas";

/** Filters are limited to the part of SQL that filters with the same meaning on every cloud need. */
const filterLimit: Limit = {
  property: "sqlFilter.sqlExpression",
  only: "filters of =, <>, [NOT] IN, [NOT] LIKE … ESCAPE, EXISTS, AND, OR, NOT and parentheses, on properties of the scope user, texts and whole numbers",
  runs: (value) => parseFilter(String(value)) !== undefined,
  refused: [
    { sqlFilter: { sqlExpression: "sys.Label = 'a'" } },
    { sqlFilter: { sqlExpression: "user.amount > 5" } },
    { sqlFilter: { sqlExpression: "user.kind IN ('a'" } },
  ],
};

/**
 * The filter of a subscription. It replaces the rule that every new subscription has, which accepts everything.
 * https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/rules/create-or-update
 */
export const ruleType: ResourceType = {
  token: ruleToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/defaultrule/",
  replaceOn: ["namespaceName", "resourceGroupName", "topicName", "subscriptionName"],
  properties: {
    ...simulated("namespaceName", "resourceGroupName", "topicName", "subscriptionName"),
    ...simulated("filterType", "sqlFilter.sqlExpression"),
    ...inert(
      "The SDK sends it whatever a program says; what is to be processed first there are actions, of which there are none.",
      "sqlFilter.requiresPreprocessing",
    ),
  },
  constraints: [atMost("sqlFilter.sqlExpression", 1_024, source)],
  limits: [runsOnly("filterType", ["SqlFilter"], "CorrelationFilter"), filterLimit],
  example: {
    ...{ namespaceName: "shop-messages", resourceGroupName: "shop", topicName: "events", subscriptionName: "audit" },
    ...{ filterType: "SqlFilter", sqlFilter: { sqlExpression: "user.kind IN ('cancelled')" } },
  },
  refers: { subscriptionName: toSubscription },
  once: { name: () => "$Default" },
  id: ({ found }) => ruleIdOf(found("subscriptionName")),
  unique: [sameId],
  defaults: { type: `${namespaceArm}/topics/subscriptions/rules`, azureApiVersion: version },
};

function ruleIdOf({ id }: Pick<StoredResource, "id">): string {
  return `${id}/rules/$Default`;
}

const everything: Filter = () => true;

/** Whether a subscription accepts a message, by its properties. */
export function filterOf({ store }: Pick<World, "store">, subscription: StoredResource): Filter {
  const rule = findById(store, ruleToken, ruleIdOf(subscription));
  const expression = textAt(rule?.inputs, "sqlFilter.sqlExpression");
  if (expression === undefined) return everything;
  const filter = parseFilter(expression);
  if (filter === undefined) throw new TypeError(`A filter was taken that cannot be read: ${expression}`);
  return filter;
}
