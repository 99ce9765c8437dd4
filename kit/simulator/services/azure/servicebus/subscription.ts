import { requiredText } from "../../../contract/read.ts";
import type { ResourceType } from "../../../contract.ts";
import { matches, simulated } from "../../rules.ts";
import { insideOf } from "../arm.ts";
import type { Broker } from "./broker.ts";
import { innerType, subscriptionToken, toDestination, toTopic } from "./entities.ts";
import { names, receivedFrom, receivedRules } from "./queue.ts";

/** https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/subscriptions/create-or-update */
export function subscriptionType(broker: Broker): ResourceType {
  return innerType({
    token: subscriptionToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/subscription/",
    property: "subscriptionName",
    arm: "topics/subscriptions",
    path: ({ inputs }, name) => `topics/${requiredText(inputs, "topicName")}/subscriptions/${name}`,
    properties: simulated("topicName", "forwardTo", ...receivedFrom),
    constraints: [
      matches(
        "subscriptionName",
        /^[a-z0-9](?:[\w.-]*[a-z0-9])?$/i,
        "must have at most 50 letters, digits, periods, hyphens and underscores, and start and end with a letter or digit",
        names,
        ["audit-", "x".repeat(51)],
        { max: 50 },
      ),
      ...receivedRules,
    ],
    example: {
      ...{ subscriptionName: "audit", topicName: "events" },
      ...{ namespaceName: "shop-messages", resourceGroupName: "shop" },
    },
    refers: { topicName: toTopic, forwardTo: toDestination, forwardDeadLetteredMessagesTo: toDestination },
    defaults: { maxDeliveryCount: 10, lockDuration: "PT1M", deadLetteringOnMessageExpiration: false },
    inside: insideOf,
    remove: (subscription) => broker.drop(subscription),
  });
}
