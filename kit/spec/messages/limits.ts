import type { PerCloud } from "../clouds.ts";
import type { Sourced } from "../limits.ts";

/** A smallest and a largest number. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A cloud's limits for queues. */
export interface QueueLimits {
  /** How often a message can be tried before it goes to the dead letters. */
  readonly attempts: Sourced<Range>;
  /** How long a message can be kept, in seconds. */
  readonly keepFor: Sourced<Range>;
  /** The largest batch, in messages. */
  readonly batch: Sourced<number>;
  /** How long the cloud can wait for a batch to fill, in seconds. */
  readonly within: Sourced<number>;
  /** How many batches can be processed at the same time at most. `false`: the cloud has no such setting for one function. */
  readonly parallel: Sourced<Range | false>;
}

const mapping = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
const subscriptions = "https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions";
const push = "https://cloud.google.com/pubsub/docs/push";
const serviceBus = "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas";
const trigger = "https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger";
const queues = "https://developers.cloudflare.com/queues/configuration/configure-queues/";
const queueLimitsPage = "https://developers.cloudflare.com/queues/platform/limits/";

const minute = 60;
const day = 86_400;

/** What each cloud's queues are limited to. Checked at preview; docs/queues.md is generated from it. */
export const queueLimits: PerCloud<QueueLimits> = {
  aws: {
    attempts: {
      value: { min: 1, max: 1_000 },
      source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    },
    keepFor: {
      value: { min: minute, max: 14 * day },
      source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
    },
    batch: { value: 10_000, source: mapping },
    within: { value: 300, source: mapping },
    parallel: { value: { min: 2, max: 1_000 }, source: mapping },
  },
  gcp: {
    attempts: { value: { min: 5, max: 100 }, source: subscriptions },
    keepFor: { value: { min: 10 * minute, max: 31 * day }, source: subscriptions },
    batch: { value: 1, source: push },
    within: { value: 0, source: push },
    parallel: { value: false, source: push },
  },
  azure: {
    attempts: { value: { min: 1, max: 2_000 }, source: serviceBus },
    keepFor: { value: { min: 1, max: Number.MAX_SAFE_INTEGER }, source: serviceBus },
    batch: { value: 1, source: trigger },
    within: { value: 0, source: trigger },
    parallel: { value: false, source: trigger },
  },
  cloudflare: {
    attempts: { value: { min: 1, max: 101 }, source: queues },
    keepFor: { value: { min: minute, max: 14 * day }, source: queueLimitsPage },
    batch: { value: 100, source: queueLimitsPage },
    within: { value: minute, source: queueLimitsPage },
    parallel: { value: { min: 1, max: 250 }, source: queueLimitsPage },
  },
};
