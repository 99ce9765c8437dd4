import { requiredText } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import type { Message } from "../../../engines/messages.ts";
import type { DispatchResult } from "../../../hosts/workerd/dispatch.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { type Broker, toDelivered } from "./broker.ts";
import { PushConsumer, type PushSettings } from "./push-consumer.ts";
import { consumerOf, consumerSetting, isPaused, queueWithId } from "./queues.ts";

/** The Workers that consume queues. */
export class Consumers {
  readonly #world: World;
  readonly #broker: Broker;
  readonly #host: WorkerHost;
  /** By the queue's id. */
  readonly #running = new Map<string, PushConsumer>();

  constructor(world: World, broker: Broker, host: WorkerHost) {
    this.#world = world;
    this.#broker = broker;
    this.#host = host;
  }

  /** Starts delivering, or continues with changed settings. */
  apply(consumer: StoredResource): void {
    const id = requiredText(consumer.inputs, "queueId");
    if (consumer.inputs.type !== "worker") this.remove(id);
    else if (this.#running.has(id)) this.look(id);
    else this.#start(id);
  }

  /** Delivers what is due after a change of settings, if the queue has a Worker. */
  look(queueId: string): void {
    this.#running.get(queueId)?.look();
  }

  remove(queueId: string): void {
    this.#running.get(queueId)?.stop();
    this.#running.delete(queueId);
  }

  stop(): void {
    for (const consumer of this.#running.values()) consumer.stop();
    this.#broker.messages.stop();
  }

  #start(id: string): void {
    const { clock } = this.#world;
    const { messages } = this.#broker;
    const deliver = (batch: readonly Message[]): Promise<DispatchResult> => this.#deliver(id, batch);
    this.#running.set(id, new PushConsumer(id, { clock, messages, settings: () => this.#settings(id), deliver }));
  }

  #settings(queueId: string): PushSettings {
    const { consumer, queue } = this.#found(queueId);
    return {
      batchSize: consumerSetting(consumer, "batchSize"),
      maxConcurrency: consumerSetting(consumer, "maxConcurrency"),
      maxWaitTimeMs: consumerSetting(consumer, "maxWaitTimeMs"),
      retryDelay: consumerSetting(consumer, "retryDelay"),
      isPaused: isPaused(queue),
    };
  }

  #found(queueId: string): { readonly consumer: StoredResource; readonly queue: StoredResource } {
    const consumer = consumerOf(this.#world, queueId);
    const queue = consumer && queueWithId(this.#world, requiredText(consumer.inputs, "accountId"), queueId);
    if (consumer === undefined || queue === undefined) throw new Error(`The queue ${queueId} has no stored consumer.`);
    return { consumer, queue };
  }

  #deliver(queueId: string, batch: readonly Message[]): Promise<DispatchResult> {
    const { consumer, queue } = this.#found(queueId);
    const { inputs } = consumer;
    return this.#host.dispatch(workerId(requiredText(inputs, "accountId"), requiredText(inputs, "scriptName")), {
      type: "queue",
      queue: requiredText(queue.inputs, "queueName"),
      messages: batch.map(toDelivered),
      metadata: { metrics: this.#broker.metricsOf(queue) },
    });
  }
}
