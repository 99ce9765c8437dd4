import type { Clock } from "../../../contract.ts";
import { type Message, type Messages, tokenOf } from "../../../engines/messages.ts";
import type { DispatchResult } from "../../../hosts/workerd/dispatch.ts";
import { toDelivered } from "./broker.ts";
import { retryAfter } from "./settlement.ts";

/** How a Worker receives the messages of a queue. Read at each use, so that a change applies at once. */
export interface PushSettings {
  readonly batchSize: number;
  readonly maxConcurrency: number;
  readonly maxWaitTimeMs: number;
  /** In seconds. */
  readonly retryDelay: number;
  readonly isPaused: boolean;
}

interface PushTools {
  readonly clock: Clock;
  readonly messages: Messages;
  settings(): PushSettings;
  /** Runs the Worker with a batch. */
  deliver(batch: readonly Message[]): Promise<DispatchResult>;
}

/** How long messages are held, in milliseconds: the longest invocation of 15 minutes, and one more. https://developers.cloudflare.com/queues/platform/limits/ */
const longestHold = 16 * 60_000;

/**
 * Delivers the messages of a queue to a Worker: a batch when it is full, or when its first message has waited long enough.
 * https://developers.cloudflare.com/queues/configuration/batching-retries/#batching
 */
export class PushConsumer {
  readonly #queue: string;
  readonly #tools: PushTools;
  readonly #unwatch: () => void;
  #running = 0;
  #isStopped = false;
  /** Whether a batch may be delivered before it is full. */
  #isRipe = false;
  #cancelWait: (() => void) | undefined;

  /** @param queue - The queue's id. */
  constructor(queue: string, tools: PushTools) {
    this.#queue = queue;
    this.#tools = tools;
    // Messages that an earlier consumer or an earlier run of the simulator was processing.
    tools.messages.release(queue);
    this.#unwatch = tools.messages.watch(queue, () => this.look());
  }

  /** Delivers what is due. */
  look(): void {
    const { messages, settings } = this.#tools;
    const { batchSize, maxConcurrency, isPaused, retryDelay } = settings();
    while (!isPaused && this.#running < maxConcurrency) {
      const waiting = messages.waiting(this.#queue, batchSize);
      if (waiting > 0 && waiting < batchSize && !this.#isRipe) {
        this.#waitForMore();
        return;
      }
      this.#stopWaiting();
      if (waiting === 0) return;
      const batch = messages.take(this.#queue, batchSize, longestHold);
      if (batch.length > 0) void this.#deliver(batch, retryDelay);
    }
  }

  /** Stops delivering. Messages in progress stay taken, unless they succeed. */
  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    this.#stopWaiting();
  }

  #waitForMore(): void {
    this.#cancelWait ??= this.#tools.clock.after(this.#tools.settings().maxWaitTimeMs, () => {
      this.#isRipe = true;
      this.look();
    });
  }

  #stopWaiting(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#isRipe = false;
  }

  async #deliver(batch: readonly Message[], retryDelay: number): Promise<void> {
    this.#running += 1;
    const result = await this.#tools.deliver(batch);
    this.#running -= 1;
    // Stopping also ends the runtime, which is not a failure of the messages.
    if (this.#isStopped && result.settlement === undefined) return;
    const { messages } = this.#tools;
    for (const message of batch) {
      const delay = retryAfter(toDelivered(message).id, result, retryDelay);
      if (delay === undefined) messages.done(this.#queue, tokenOf(message));
      else messages.giveBack(this.#queue, tokenOf(message), delay * 1_000);
    }
    if (!this.#isStopped) this.look();
  }
}
