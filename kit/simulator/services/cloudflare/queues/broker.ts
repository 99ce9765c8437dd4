import { textAt } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import { type Message, Messages } from "../../../engines/messages.ts";
import type { DeliveredMessage } from "../../../hosts/workerd/dispatch.ts";
import type { OutgoingBatch, OutgoingMessage, QueueBroker, QueueMetrics } from "../../../hosts/workerd/producers.ts";
import { isWhole } from "../../rules.ts";
import { queueToken } from "../tokens.ts";
import { queueError } from "./errors.ts";
import { bindingName, messageSettings, settingOf } from "./queues.ts";

/** "1 KB is measured as 1000 bytes." https://developers.cloudflare.com/queues/platform/limits/ */
const limits = { message: 128_000, batch: 256_000, messages: 100, delay: 86_400 } as const;

const contentTypes: readonly string[] = ["json", "text", "bytes", "v8"];

/** Stores the messages of all queues, and checks what is sent. */
export class Broker implements QueueBroker {
  readonly #world: World;
  readonly messages: Messages;

  constructor(world: World) {
    this.#world = world;
    this.messages = new Messages({ ...world, settings: (id) => messageSettings(world, id) });
  }

  send(name: string, batch: OutgoingBatch): QueueMetrics {
    return this.sendTo(this.#named(name), batch);
  }

  sendTo(queue: StoredResource, batch: OutgoingBatch): QueueMetrics {
    requireAcceptable(batch);
    for (const { body, contentType, delaySeconds } of batch.messages) {
      // "Per-message/batch delay settings take precedence over queue-level settings."
      const delay = delaySeconds ?? batch.delaySeconds ?? settingOf(queue, "deliveryDelay");
      this.messages.send(queue.id, { body: body.toString("base64"), notes: { contentType } }, delay * 1_000);
    }
    return this.metricsOf(queue);
  }

  metrics(name: string): QueueMetrics {
    return this.metricsOf(this.#named(name));
  }

  metricsOf({ id }: StoredResource): QueueMetrics {
    const all = this.messages.list(id);
    return {
      backlogCount: all.length,
      backlogBytes: all.reduce((sum, { body }) => sum + Buffer.byteLength(body, "base64"), 0),
      oldestMessageTimestamp: all[0]?.sent ?? 0,
    };
  }

  #named(name: string): StoredResource {
    const queue = this.#world.store.find(queueToken, (one) => bindingName(one) === name)[0];
    if (queue === undefined) throw queueError("queueNotFound");
    return queue;
  }
}

/** @throws CloudError when a batch or one of its messages is not valid: then none is accepted. */
function requireAcceptable({ messages, isBatch, delaySeconds }: OutgoingBatch): void {
  const isDelay = (value: number | undefined): boolean => value === undefined || isWhole(value, 0, limits.delay);
  const size = messages.reduce((sum, { body }) => sum + body.length, 0);
  if (messages.length === 0 || messages.length > limits.messages) throw queueError("batchCountOutOfBounds");
  if (messages.some(({ body }) => body.length > limits.message)) throw queueError("messageSizeOutOfBounds");
  if (size > limits.batch) throw queueError("batchSizeOutOfBounds");
  if (!isDelay(delaySeconds)) throw queueError(isBatch ? "batchDelayInvalid" : "messageMetadataInvalid");
  const isRight = (one: OutgoingMessage): boolean =>
    contentTypes.includes(one.contentType) && isDelay(one.delaySeconds);
  if (!messages.every(isRight)) throw queueError("messageMetadataInvalid");
}

/** A message as a consumer receives it. Ids have 32 hexadecimal digits. */
export function toDelivered({ id, sent, attempts, body, notes }: Message): DeliveredMessage {
  const contentType = textAt(notes, "contentType") ?? "";
  return { id: id.replaceAll("-", ""), timestamp: sent, attempts, contentType, body };
}
