import type { CallerCheck, Operation } from "../../../contract.ts";

const rest = "https://learn.microsoft.com/rest/api/servicebus";
const messaging = "https://learn.microsoft.com/azure/service-bus-messaging";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Service Bus: Send a message, with broker properties and properties of its own",
    source: `${rest}/send-message-to-queue`,
    test: "servicebus/messages.test.ts",
    shows: "take one message with its properties",
    gap: "Names of properties that are given as headers are in lower case. There are no sessions, partitions or duplicate detection. `TimeToLive` is in seconds, and `TimeToLiveTimeSpan` is refused.",
  },
  {
    operation: "Service Bus: Send a batch",
    source: `${rest}/send-message-batch`,
    test: "servicebus/messages.test.ts",
    shows: "take a batch, whose messages have their own properties",
    gap: "Bodies in Base64, and parameters of the content type, are refused.",
  },
  {
    operation: "Service Bus: Lock, complete, unlock and renew; receive and delete",
    source: `${rest}/peek-lock-message-non-destructive-read`,
    test: "servicebus/messages.test.ts",
    shows: "and deliver it again at once when it is unlocked",
    gap: "Messages come in the order in which they were sent. Deferral is missing.",
  },
  {
    operation: "Service Bus: Messages for later",
    source: `${messaging}/message-sequencing#scheduled-messages`,
    test: "servicebus/messages.test.ts",
    shows: "keep a message until the time it is scheduled for",
    gap: "Filters of a topic decide when the message is sent, and it cannot be cancelled.",
  },
  {
    operation: "Service Bus: Topics, subscriptions and SQL filters",
    source: `${messaging}/service-bus-messaging-sql-filter`,
    test: "servicebus/topics.test.ts",
    shows: "filter by the default rule of a subscription, as it is now",
    gap: "A subscription has its default rule only. Filters compare properties of the message's own with texts and whole numbers, by =, <>, IN, LIKE and EXISTS. Nothing is converted between types.",
  },
  {
    operation: "Service Bus: Forward from subscriptions, up to four hops",
    source: `${messaging}/service-bus-auto-forwarding`,
    test: "servicebus/topics.test.ts",
    shows: "hand a message on four times, and no more",
    gap: "The reason of a dead letter whose destination is gone is the simulator's own.",
  },
  {
    operation: "Service Bus: Dead letters, by attempts and by time",
    source: `${messaging}/service-bus-dead-letter-queues`,
    test: "servicebus/dead-letters.test.ts",
    shows: "are what was delivered ten times, unless maxDeliveryCount says another number",
    gap: "What was locked too often, or has expired, is moved when somebody next receives from the queue or its dead letters. Forwarded dead letters count their deliveries anew, which is not documented.",
  },
  {
    operation: "Service Bus: Permission by role assignment, at the namespace, queue, topic or subscription",
    source: `${messaging}/service-bus-managed-service-identity`,
    test: "servicebus/access.test.ts",
    shows: "is sending for a sender, receiving for a receiver, and both for an owner",
    gap: "At once, where Azure takes minutes. The text of a refusal is observed, not documented. There are no keys: shared access signatures are refused.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a function's identity",
    calls: "Service Bus",
    shows: "an access token",
    checked: "signature, audience and time; then role assignments, at the queue, topic or subscription or above it",
    source: `${messaging}/authenticate-application`,
    code: "services/azure/servicebus/rest/api.ts",
    test: [
      "azure/servicebus/access.test.ts",
      "is at one queue, topic or subscription only, where the role is assigned there",
    ],
  },
];
