import { Queue, type QueueArgs } from "@pulumi/cloudflare/queue.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { deadLettersKept } from "fourfold";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface CloudflareQueueNodes {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

export interface CloudflareQueueTransform {
  /** The queue. @default unchanged */
  readonly queue?: Transform<QueueArgs>;
  /** The queue that keeps what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<QueueArgs>;
}

type Plan = QueuePlan<CloudflareQueueTransform>;

/** Every setting, since one that is left out comes back as a change. */
function createQueue(
  self: ComponentResource,
  { name, on, protection, transform }: Plan,
  child: "queue" | "deadLetters",
  suffix: string,
  messageRetentionPeriod: number,
): Queue {
  const args: QueueArgs = {
    accountId: on("accountId"),
    queueName: physicalName(self, `${name}-${suffix}-name`, `${name}-${suffix}`, { max: 63, separator: "-" }),
    settings: { deliveryDelay: 0, deliveryPaused: false, messageRetentionPeriod },
  };
  return new Queue(...transformed(transform[child], `${name}-${suffix}`, args, kept(self, protection)));
}

/** Two queues: https://developers.cloudflare.com/queues/configuration/dead-letter-queues/ */
export const build: QueueBuilder<CloudflareQueueNodes, CloudflareQueueTransform> = (self, plan) => {
  const deadLetters = createQueue(self, plan, "deadLetters", "dead-letters", deadLettersKept);
  const queue = createQueue(self, plan, "queue", "queue", plan.settled.keepFor);
  return {
    id: queue.queueId,
    attributes: {
      id: queue.queueId,
      name: queue.queueName,
      deadLetters: deadLetters.queueName,
      deadLettersId: deadLetters.queueId,
      accountId: queue.accountId,
    },
    nodes: { queue, deadLetters },
  };
};
