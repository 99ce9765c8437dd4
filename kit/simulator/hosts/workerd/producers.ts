import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { numberAt, parseJson, recordsAt, textAt } from "../../contract/read.ts";
import { CloudError, type Faults } from "../../contract.ts";
import { Door, type DoorAddress } from "../door.ts";
import { queueHeader } from "./bindings.ts";

/** A message as a binding sends it. */
export interface OutgoingMessage {
  /** `json`, `text`, `bytes` or `v8`. */
  readonly contentType: string;
  readonly body: Buffer;
  /** @default that of the batch */
  readonly delaySeconds?: number;
}

/** The messages that a binding sends at once. */
export interface OutgoingBatch {
  readonly messages: readonly OutgoingMessage[];
  /** Whether it was sent by `sendBatch`. */
  readonly isBatch: boolean;
  /** @default that of the queue */
  readonly delaySeconds?: number;
}

/** Approximate metrics of a queue. https://developers.cloudflare.com/queues/configuration/javascript-apis/ */
export interface QueueMetrics {
  readonly backlogCount: number;
  readonly backlogBytes: number;
  /** Epoch milliseconds, or 0 when the queue is empty. */
  readonly oldestMessageTimestamp: number;
}

/** Stores what bindings send. A queue is identified by its account and its name, separated by a dot. */
export interface QueueBroker {
  /** @throws CloudError with the number of a Queues error when the queue does not accept the messages. */
  send(queue: string, batch: OutgoingBatch): QueueMetrics;
  metrics(queue: string): QueueMetrics;
}

/** The error of a queue for too many calls: https://developers.cloudflare.com/queues/reference/error-codes/ */
export const overloaded = new CloudError("10250", "Queue overloaded", 429);

/**
 * Receives what bindings to queues send, in workerd's format.
 * https://github.com/cloudflare/workerd/blob/main/src/workerd/api/queue.c%2B%2B
 */
export class Producers {
  readonly #broker: QueueBroker;
  readonly #faults: Faults;
  readonly #door = new Door((request, response) => this.#handle(request, response));

  private constructor(broker: QueueBroker, faults: Faults) {
    this.#broker = broker;
    this.#faults = faults;
  }

  static async open(broker: QueueBroker, faults: Faults): Promise<Producers> {
    const producers = new Producers(broker, faults);
    await producers.#door.open();
    return producers;
  }

  get address(): DoorAddress {
    return this.#door.address;
  }

  close(): void {
    this.#door.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!this.#door.admits(request)) throw new CloudError("10106", "Unauthorized request", 401);
      const body = await buffer(request);
      const answer = await this.#faults.around("cloudflare", () => this.#answer(request, body), overloaded);
      if (answer === undefined) return void response.destroy();
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    } catch (error) {
      if (!(error instanceof CloudError)) {
        response.destroy();
        throw error;
      }
      const { code, message, status } = error;
      response.writeHead(status, { "cf-queues-error-code": code, "cf-queues-error-cause": message }).end();
    }
  }

  #answer(request: IncomingMessage, body: Buffer): object {
    const queue = String(request.headers[queueHeader]);
    if (request.url === "/metrics") return this.#broker.metrics(queue);
    const delay = request.headers["x-msg-delay-secs"];
    const later = delay === undefined ? {} : { delaySeconds: Number(delay) };
    const batch = request.url === "/batch" ? { ...toBatch(body), ...later } : { ...toSingle(request, body), ...later };
    return { metadata: { metrics: this.#broker.send(queue, batch) } };
  }
}

function toSingle({ headers }: IncomingMessage, body: Buffer): OutgoingBatch {
  return { messages: [{ contentType: String(headers["x-msg-fmt"] ?? "v8"), body }], isBatch: false };
}

function toBatch(body: Buffer): OutgoingBatch {
  const messages = recordsAt(parseJson(body.toString()), "messages").map((one) => {
    const delaySeconds = numberAt(one, "delaySecs");
    return {
      contentType: textAt(one, "contentType") ?? "v8",
      body: Buffer.from(textAt(one, "body") ?? "", "base64"),
      ...(delaySeconds === undefined ? {} : { delaySeconds }),
    };
  });
  return { messages, isBatch: true };
}
