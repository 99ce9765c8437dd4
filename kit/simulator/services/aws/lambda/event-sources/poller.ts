import { randomUUID } from "node:crypto";
import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import { type LambdaHost, type LambdaResult, quotas } from "../../../../hosts/lambda/index.ts";
import type { ReceivedMessage, SqsService } from "../../sqs/index.ts";
import { functionWithArn, noteLoss } from "../functions.ts";
import { gather, newTraceId } from "../invoke.ts";
import { eventsFor, failuresIn, type SqsEvent } from "./sqs-event.ts";

/** How a queue is read for a function. */
export interface MappingSettings {
  /** The ARNs of the function and of the queue. */
  readonly fn: string;
  readonly queue: string;
  readonly batchSize: number;
  /** The batching window, in milliseconds. */
  readonly window: number;
  /** The maximum number of concurrent batches. */
  readonly concurrency: number;
  /** Whether the function's response reports which messages have failed. */
  readonly reportsFailures: boolean;
}

export interface PollerTools {
  readonly world: World;
  readonly host: LambdaHost;
  readonly sqs: SqsService;
}

/** How long to wait after a queue could not be read, in milliseconds. AWS does not document it. */
const patience = 5_000;
/** Milliseconds before a throttled invocation is retried: the first time, then doubled each time up to a maximum. AWS does not document it. */
const throttled = { first: 1_000, most: 60_000 } as const;

/**
 * Reads a queue and passes its messages to a function in batches. While the queue is empty it does nothing.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class Poller {
  readonly #settings: MappingSettings;
  readonly #tools: PollerTools;
  #underWay = 0;
  #isRetired = false;
  #unwatch: (() => void) | undefined;
  /** While messages are being collected: ends that early. */
  #gathering: (() => void) | undefined;
  #isGathered = false;
  /** Whether the queue could not be read, and the next attempt is not due yet. */
  #isPaused = false;

  constructor(settings: MappingSettings, tools: PollerTools) {
    this.#settings = settings;
    this.#tools = tools;
  }

  start(): void {
    this.#unwatch = this.#tools.sqs.watch(this.#settings.queue, () => this.#poll());
  }

  /** Receives no more messages. Batches in progress are finished. */
  retire(): void {
    this.#isRetired = true;
    this.#unwatch?.();
    this.#stopGathering();
  }

  #poll(): void {
    const { concurrency } = this.#settings;
    while (!this.#isRetired && !this.#isPaused && this.#underWay < concurrency && this.#hasBatch()) {
      const messages = this.#receive();
      if (messages.length === 0) return;
      this.#underWay++;
      void this.#handle(messages).finally(() => {
        this.#underWay--;
        this.#poll();
      });
    }
  }

  /** Whether there are messages to receive: a full batch, or any number when the batching window has passed. */
  #hasBatch(): boolean {
    const { queue, batchSize, window } = this.#settings;
    const { sqs, world } = this.#tools;
    const waiting = sqs.waiting(queue, batchSize);
    const isBatch = waiting >= batchSize || (waiting > 0 && (window === 0 || this.#isGathered));
    // Also when another consumer has received them: the next messages get a whole window.
    if (isBatch || waiting === 0) {
      this.#stopGathering();
      return isBatch;
    }
    this.#gathering ??= world.clock.after(window, () => {
      this.#gathering = undefined;
      this.#isGathered = true;
      this.#poll();
    });
    return false;
  }

  #stopGathering(): void {
    this.#gathering?.();
    this.#gathering = undefined;
    this.#isGathered = false;
  }

  #receive(): readonly ReceivedMessage[] {
    const { queue, batchSize } = this.#settings;
    const { sqs } = this.#tools;
    const role = this.#role();
    if (role === undefined) return this.#pause();
    try {
      if (!sqs.may(role, "sqs:GetQueueAttributes", queue)) return this.#pause(`${role} may not sqs:GetQueueAttributes`);
      return sqs.receive(role, queue, batchSize);
    } catch (error) {
      if (error instanceof CloudError) return this.#pause(error.message);
      throw error;
    }
  }

  /** Tries again later, since the cause may have been fixed by then. */
  #pause(reason?: string): readonly ReceivedMessage[] {
    const { fn, queue } = this.#settings;
    if (reason !== undefined) noteLoss(this.#tools.world, fn, `${queue} cannot be read: ${reason}`);
    this.#isPaused = true;
    this.#tools.world.clock.after(patience, () => {
      this.#isPaused = false;
      this.#poll();
    });
    return [];
  }

  async #handle(messages: readonly ReceivedMessage[]): Promise<void> {
    for (const event of eventsFor(messages, this.#settings.queue, quotas.payload)) {
      const outcome = await this.#invoke(event);
      for (const message of outcome === undefined ? [] : await this.#doneOf(event, outcome)) this.#remove(message);
    }
  }

  /**
   * `undefined`: no concurrency was available before the messages come back. "Lambda continues to retry the message until the message's
   * timestamp exceeds your queue's visibility timeout."
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
   */
  async #invoke({ messages, payload }: SqsEvent): Promise<LambdaResult | undefined> {
    const { fn } = this.#settings;
    const { host, world } = this.#tools;
    const end = Math.min(...messages.map(({ due }) => due));
    let wait: number = throttled.first;
    while (host.isDeployed(fn)) {
      const traceId = newTraceId(world.clock.now());
      const outcome = await host.invoke(fn, { payload, requestId: randomUUID(), invokedArn: fn, traceId });
      if (outcome !== undefined || world.clock.now() + wait >= end) return outcome;
      await new Promise<void>((resolve) => world.clock.after(wait, resolve));
      wait = Math.min(wait * 2, throttled.most);
    }
    return undefined;
  }

  /** The messages that are done and must be deleted. */
  async #doneOf({ messages }: SqsEvent, outcome: LambdaResult): Promise<readonly ReceivedMessage[]> {
    const gathered = await gather(outcome);
    if (gathered.kind !== "response") return [];
    if (!this.#settings.reportsFailures) return messages;
    const failures = failuresIn(gathered.payload, messages);
    if (failures !== undefined) return messages.filter(({ id }) => !failures.has(id));
    const text = "the response is not a list of failed items of the batch, which fails the whole batch";
    noteLoss(this.#tools.world, this.#settings.fn, `${text}: ${gathered.payload.slice(0, 200)}`);
    return [];
  }

  #remove(message: ReceivedMessage): void {
    const { fn, queue } = this.#settings;
    try {
      this.#tools.sqs.remove(this.#role() ?? "", queue, message);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      noteLoss(this.#tools.world, fn, `message ${message.id} of ${queue} was not deleted: ${error.message}`);
    }
  }

  #role(): string | undefined {
    const fn: StoredResource | undefined = functionWithArn(this.#tools.world, this.#settings.fn);
    return fn === undefined ? undefined : String(fn.inputs.role);
  }
}
