import type { Constraint, Limit, ResourceType } from "../../../contract.ts";
import { between, matches, simulated } from "../../rules.ts";
import type { Broker } from "./broker.ts";
import { durationRule } from "./durations.ts";
import { innerType, queueToken, toDestination } from "./entities.ts";

export const names =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus";

/** The properties of entities that messages can be received from. */
export const receivedFrom = [
  ...["maxDeliveryCount", "lockDuration", "defaultMessageTimeToLive"],
  ...["deadLetteringOnMessageExpiration", "forwardDeadLetteredMessagesTo"],
] as const;

export const receivedRules: readonly Constraint[] = [
  between("maxDeliveryCount", 1, 2_000, "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas"),
  durationRule(
    "lockDuration",
    "https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement#peeklock",
    "PT5M",
  ),
  durationRule(
    "defaultMessageTimeToLive",
    "https://learn.microsoft.com/azure/service-bus-messaging/message-expiration",
  ),
];

/** The name of a queue or a topic. */
export function nameRule(property: string): Constraint {
  return matches(
    property,
    /^[a-z0-9](?:[\w./-]*[a-z0-9])?$/i,
    "must have at most 260 letters, digits, periods, hyphens, underscores and slashes, and start and end with a letter or digit",
    names,
    ["orders-", "the orders"],
    { max: 260 },
  );
}

/** ARM writes slashes in names as `~`, which is not simulated. */
export function withoutSlashes(property: string): Limit {
  return {
    property,
    only: "names without slashes",
    runs: (value) => !String(value).includes("/"),
    refused: { [property]: "shop/orders" },
  };
}

/** https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/queues/create-or-update */
export function queueType(broker: Broker): ResourceType {
  return innerType({
    token: queueToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/queue/",
    property: "queueName",
    arm: "queues",
    path: (_request, name) => `queues/${name}`,
    properties: simulated(...receivedFrom),
    constraints: [nameRule("queueName"), ...receivedRules],
    limits: [withoutSlashes("queueName")],
    example: { queueName: "orders", namespaceName: "shop-messages", resourceGroupName: "shop" },
    refers: { forwardDeadLetteredMessagesTo: toDestination },
    defaults: { maxDeliveryCount: 10, lockDuration: "PT1M", deadLetteringOnMessageExpiration: false },
    remove: (queue) => broker.drop(queue),
  });
}
