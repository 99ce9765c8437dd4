import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, Meter, MeteredType, Reading } from "../../contract.ts";
import { leadsTo, noPriceFor, requireFrom, unsaid } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { pieces } from "../../units.ts";

const source = "https://azure.microsoft.com/pricing/details/service-bus/";

const namespaceType = "azure-native:servicebus:Namespace";
const subscriptionType = "azure-native:servicebus:Subscription";
const queueType = "azure-native:servicebus:Queue";
const topicType = "azure-native:servicebus:Topic";

/** The tiers of namespaces, with the price of their operations. Premium namespaces pay for messaging units instead. */
const tiers: ReadonlyMap<string, string | undefined> = new Map([
  ["Basic", "azure.servicebus.basic.operations"],
  ["Standard", "azure.servicebus.standard.operations"],
  ["Premium", undefined],
]);

const tierOf = (namespace: Inputs): string => namespace.text("sku.name", namespace.text("sku.tier", "Standard"));

const namespaceGuards: Guards = {
  "sku.name": ({ inputs }) => (tiers.has(tierOf(inputs)) ? undefined : noPriceFor(tierOf(inputs))),
  geoDataReplication: unsaid,
};

const of = (tier: string, meter: Meter): Meter => onlyWhere(({ inputs }) => tierOf(inputs) === tier, meter);

export const serviceBusNamespace: MeteredType = {
  type: namespaceType,
  source,
  guards: namespaceGuards,
  meters: [
    of("Standard", { price: "azure.servicebus.standard.base", quantity: () => hoursPerMonth }),
    of("Premium", {
      price: "azure.servicebus.premium.unit",
      quantity: ({ inputs }) => inputs.number("sku.capacity", 1) * hoursPerMonth,
    }),
  ],
};

/** What is in a namespace is paid for by that one's tier. */
const guards: Guards = { namespaceName: leadsTo(namespaceType, "a namespace", namespaceGuards) };

const operations: Meter["price"] = (reading) =>
  tiers.get(tierOf(requireFrom(reading, "namespaceName", namespaceType, "a namespace")));

/** Each 64 KB of a message are an operation: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-overview */
const parts = ({ use }: Reading): number => pieces(use("messageSize"), 64);

/** Each attempt receives a message, and completes or abandons it: each call is an operation. */
const received = (reading: Reading): number => reading.use("attempts") * (parts(reading) + 1);

const place = ({ from }: Reading): Inputs | undefined => from("namespaceName", namespaceType);

const hasUsers = ({ users }: Reading, property: string): boolean =>
  [subscriptionType, queueType].some((type) => users(type, property).length > 0);

/** The name of what it forwards to need not be known yet. */
const isForwarding = ({ inputs, from }: Reading): boolean =>
  [queueType, topicType].some((type) => from("forwardTo", type) !== undefined) || inputs.has("forwardTo");

/** What only dead letters are forwarded to has few messages: those that fail. */
function messagesOf(reading: Reading): number {
  const messages = reading.use("messages");
  const isForDeadLetters = hasUsers(reading, "forwardDeadLetteredMessagesTo") && !hasUsers(reading, "forwardTo");
  return isForDeadLetters ? messages * reading.use("deadLetters") : messages;
}

export const serviceBusQueue: MeteredType = {
  type: queueType,
  source,
  place,
  guards,
  meters: [
    {
      price: operations,
      quantity(reading) {
        // What forwards to it has paid for that: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
        const sent = hasUsers(reading, "forwardTo") ? 0 : parts(reading);
        const taken = isForwarding(reading) ? 1 : received(reading);
        return messagesOf(reading) * (sent + taken);
      },
    },
  ],
};

export const serviceBusTopic: MeteredType = {
  type: topicType,
  source,
  place,
  guards,
  meters: [{ price: operations, quantity: (reading) => reading.use("messages") * parts(reading) }],
};

export const serviceBusSubscription: MeteredType = {
  type: subscriptionType,
  source,
  place,
  guards,
  meters: [
    {
      price: operations,
      // "Service Bus bills one operation for each forwarded message": the page about auto-forwarding.
      quantity: (reading) => reading.use("messages") * (isForwarding(reading) ? 1 : received(reading)),
    },
  ],
};
