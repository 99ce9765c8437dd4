import { QueueConsumer, type QueueConsumerArgs } from "@pulumi/cloudflare/queueConsumer.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import type { Consumer, DeliveryBuilder, DeliveryPlan } from "./plan.ts";

export interface CloudflareDeliveryNodes {
  readonly consumer?: QueueConsumer;
}

export interface CloudflareDeliveryTransform {
  /** What hands the queue's messages to the Worker. @default unchanged */
  readonly consumer?: Transform<QueueConsumerArgs>;
}

type Plan = DeliveryPlan<CloudflareDeliveryTransform>;

/**
 * How many batches are processed at the same time by default: "the maximum",
 * https://developers.cloudflare.com/queues/configuration/consumer-concurrency/
 */
const mostConcurrent = 250;

/** Every setting, since one that is left out comes back as a change: https://github.com/cloudflare/terraform-provider-cloudflare/issues/5652 */
function createConsumer(
  self: ComponentResource,
  { name, on, queue, settled, transform }: Plan,
  { target, settled: { batch, within, parallel } }: Consumer,
): QueueConsumer {
  const args: QueueConsumerArgs = {
    accountId: on("accountId"),
    queueId: queue("id"),
    type: "worker",
    scriptName: target("name"),
    deadLetterQueue: queue("deadLetters"),
    settings: {
      batchSize: batch,
      maxWaitTimeMs: within * 1_000,
      maxConcurrency: parallel ?? mostConcurrent,
      maxRetries: settled.attempts - 1,
      retryDelay: settled.backoff.from,
    },
  };
  return new QueueConsumer(...transformed(transform.consumer, `${name}-consumer`, args, { parent: self }));
}

/** The one consumer of the queue: https://developers.cloudflare.com/queues/configuration/configure-queues/ */
export const build: DeliveryBuilder<CloudflareDeliveryNodes, CloudflareDeliveryTransform> = (self, plan) => {
  const { queue, consumer } = plan;
  const nodes = consumer ? { consumer: createConsumer(self, plan, consumer) } : {};
  return { id: queue("id"), attributes: {}, nodes };
};
