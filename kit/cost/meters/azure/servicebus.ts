import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../contract.ts";
import { unknownPrice } from "../no-price.ts";

const source = "https://azure.microsoft.com/pricing/details/service-bus/";

const namespaceType = "azure-native:servicebus:Namespace";
const subscriptionType = "azure-native:servicebus:Subscription";
const queueType = "azure-native:servicebus:Queue";
const topicType = "azure-native:servicebus:Topic";

type Tier = "Basic" | "Standard" | "Premium";

/** @throws UnreadableInput when it is of a tier that has no price in the book */
function tierOf(namespace: Inputs): Tier {
  const tier = namespace.text("sku.name", namespace.text("sku.tier", "Standard"));
  if (tier === "Basic" || tier === "Standard" || tier === "Premium") return tier;
  throw new UnreadableInput("sku.name", `is "${tier}", which is not a tier of Service Bus`);
}

const only =
  (tier: Tier, id: string): Meter["price"] =>
  ({ inputs }) =>
    tierOf(inputs) === tier ? id : undefined;

export const serviceBusNamespace: MeteredType = {
  type: namespaceType,
  source,
  meters: [
    { price: only("Standard", "azure.servicebus.standard.base"), quantity: () => hoursPerMonth },
    {
      price: only("Premium", "azure.servicebus.premium.unit"),
      quantity({ inputs }) {
        if (inputs.has("geoDataReplication")) throw unknownPrice("geoDataReplication");
        return inputs.number("sku.capacity", 1) * hoursPerMonth;
      },
    },
  ],
};

/** @throws UnreadableInput when it is not in the program */
function namespaceOf({ from }: Reading): Inputs {
  const found = from("namespaceName", namespaceType);
  if (found === undefined) throw new UnreadableInput("namespaceName", "is not that of a namespace in the program");
  return found;
}

/** Premium namespaces pay for messaging units instead. */
const operations: Meter["price"] = (reading) => {
  const tier = tierOf(namespaceOf(reading));
  return tier === "Premium" ? undefined : `azure.servicebus.${tier === "Basic" ? "basic" : "standard"}.operations`;
};

/** Each 64 KB of a message are an operation: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-overview */
const parts = ({ use }: Reading): number => Math.max(1, Math.ceil(use("messageSize") / 64));

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
  meters: [{ price: operations, quantity: (reading) => reading.use("messages") * parts(reading) }],
};

export const serviceBusSubscription: MeteredType = {
  type: subscriptionType,
  source,
  place,
  meters: [
    {
      price: operations,
      // "Service Bus bills one operation for each forwarded message": the page about auto-forwarding.
      quantity: (reading) => reading.use("messages") * (isForwarding(reading) ? 1 : received(reading)),
    },
  ],
};
