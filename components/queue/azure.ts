import { Queue, type QueueArgs } from "@pulumi/azure-native/servicebus/queue.js";
import { type ComponentResource, interpolate } from "@pulumi/pulumi";
import { deadLettersKept } from "fourfold";
import { namespaceOf } from "../support/messages.ts";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export interface AzureQueueNodes {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

export interface AzureQueueTransform {
  /** The queue. @default unchanged */
  readonly queue?: Transform<QueueArgs>;
  /** The queue that keeps what could not be processed. @default unchanged */
  readonly deadLetters?: Transform<QueueArgs>;
}

type Plan = QueuePlan<AzureQueueTransform>;

/** As ISO 8601 has it: https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/queues/create-or-update */
const seconds = (count: number): string => `PT${count}S`;

/** 1 to 260 characters: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus */
const nameRule = { max: 100, separator: "-" } as const;

/**
 * Reading a dead letter means to receive and abandon it, which counts as a delivery: after the default of 10 it would be
 * dead-lettered again.
 */
const looks = 1_000;

function createDeadLetters(self: ComponentResource, { name, on, where, protection, transform }: Plan) {
  const args: QueueArgs = {
    ...namespaceOf(on, where),
    queueName: physicalName(self, `${name}-dead-letters-name`, `${name}-dead-letters`, nameRule),
    defaultMessageTimeToLive: seconds(deadLettersKept),
    maxDeliveryCount: looks,
  };
  const options = kept(self, protection);
  return new Queue(...transformed(transform.deadLetters, `${name}-dead-letters`, args, options));
}

/**
 * The built-in dead letters are emptied into a queue of their own, where a function can put messages too: "The lock … can be
 * renewed" for up to five minutes at a time, and the host does that.
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
 */
function createQueue(
  self: ComponentResource,
  { name, on, where, settled, protection, transform }: Plan,
  deadLetters: Queue,
): Queue {
  const args: QueueArgs = {
    ...namespaceOf(on, where),
    queueName: physicalName(self, `${name}-queue-name`, name, nameRule),
    maxDeliveryCount: settled.attempts,
    // The host renews it while a message is being processed. When a machine is lost, the message comes back once it ends.
    lockDuration: seconds(60),
    defaultMessageTimeToLive: seconds(settled.keepFor),
    deadLetteringOnMessageExpiration: true,
    forwardDeadLetteredMessagesTo: deadLetters.name,
  };
  return new Queue(...transformed(transform.queue, `${name}-queue`, args, kept(self, protection)));
}

/** Two queues of Service Bus: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues */
export const build: QueueBuilder<AzureQueueNodes, AzureQueueTransform> = (self, plan) => {
  const deadLetters = createDeadLetters(self, plan);
  const queue = createQueue(self, plan, deadLetters);
  const { on } = plan;
  return {
    id: queue.id,
    attributes: {
      name: queue.name,
      scope: queue.id,
      // Without a port, which is 443: what the trigger connects to.
      host: on("messagesEndpoint").apply((url) => URL.parse(url)?.host ?? ""),
      namespace: on("messagesNamespace"),
      address: interpolate`${on("messagesEndpoint")}${queue.name}`,
      deadLettersName: deadLetters.name,
      deadLettersScope: deadLetters.id,
      deadLetters: interpolate`${on("messagesEndpoint")}${deadLetters.name}`,
    },
    nodes: { queue, deadLetters },
  };
};
