export { messageLimits } from "./common-limits.ts";
export { settleWhere } from "./filters/index.ts";
export { type QueueLimits, queueLimits } from "./limits.ts";
export { ownQueueName, withOwnQueues } from "./own-queues.ts";
export type { Backoff, DeliveryOptions, QueueFeed, QueueOptions } from "./queue.ts";
export type { DelayedSendOptions, MessageAttributes, Publishes, SendOptions, Sends, SentMessage } from "./send.ts";
export { callTime, deadLettersKept, queueDefaults, type SettledQueue, settleQueue } from "./settle.ts";
export { ownVariables } from "./variables.ts";
export { type Condition, type Conditions, type Filter, matches, toConditions, type Where } from "./where.ts";
