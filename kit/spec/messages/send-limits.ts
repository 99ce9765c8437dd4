/**
 * The names that an attribute can have. Filters of Service Bus and of Pub/Sub can both refer to names of this form, and SQS and
 * Pub/Sub allow 256 characters:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html,
 * https://cloud.google.com/pubsub/quotas
 */
export const attributeName = /^[A-Za-z][A-Za-z0-9_]{0,255}$/;

/** What is the same on every cloud about one message, because the smallest of them decides: all that functions which send have in their bundles. */
export const sendLimits = {
  /** Item and attributes together, in bytes: Workers allow 128,000, with what they add. */
  bytes: 120_000,
  attributes: 8,
  /** Bytes of an attribute's value: https://cloud.google.com/pubsub/quotas */
  value: 1_024,
  /** Seconds that a message can be delayed: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html */
  after: 900,
} as const;
