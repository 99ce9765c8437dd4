import { finished } from "node:stream/promises";
import type { Clock, Store } from "../../contract.ts";
import type { Invocation, Outcome } from "./configuration.ts";

/** How a function's events are tried again. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export interface EventSettings {
  /** How often an event is tried again after the function has failed: 0 to 2. @default 2 */
  readonly maximumRetryAttempts?: number;
  /** How long an event is kept, in seconds: 60 to 21,600. @default 21,600 */
  readonly maximumEventAge?: number;
}

/** An event that has left the queue, as a destination hears of it. */
export interface EndedEvent {
  /** The function's ARN. */
  readonly arn: string;
  readonly invocation: Invocation;
  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";
  /** How often the function has run. */
  readonly attempts: number;
  /** What became of its last run. @default it never ran */
  readonly outcome: Outcome | undefined;
}

/** What a service may want of the events of its functions. */
export interface EventHooks {
  /** @default the defaults of {@link EventSettings} */
  settings?(arn: string): EventSettings;
  /** Called for each event that has left the queue: where a destination or a dead-letter queue takes it. */
  ended?(event: EndedEvent): void;
}

interface QueueTools extends EventHooks {
  readonly clock: Clock;
  readonly store: Pick<Store, "values" | "putValue">;
  /** Runs the function; `undefined` when no more concurrency is available. */
  invoke(arn: string, invocation: Invocation): Promise<Outcome | undefined>;
  /** Whether a function may never run: its reserved concurrency is zero. */
  isBarred(arn: string): boolean;
}

/** An event that waits or runs. Times are epoch milliseconds. */
interface Pending {
  readonly invocation: Invocation;
  readonly accepted: number;
  readonly due: number;
  readonly attempts: number;
  /** How often it found no concurrency since it last ran. */
  readonly throttles: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retries = {
  /** Milliseconds before the second and the third attempt after failures of the function. */
  delays: [60_000, 120_000],
  /** Milliseconds to wait for concurrency: the first time, doubled each time, and at most. */
  throttled: { first: 1_000, most: 5 * 60_000 },
  maximumRetryAttempts: 2,
  maximumEventAge: 6 * 3_600,
} as const;

/**
 * The events of asynchronous invocations. Each is stored until it has succeeded or is given up, so that one that the
 * simulator was stopped on is delivered again: at least once, as Lambda does.
 *
 * These are not the queues of `engines/messages.ts`: what is taken there is held for a stored time, for which an event that
 * the simulator was stopped on would then wait, and every taking counts, where here only runs of the function do.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export class EventQueue {
  readonly #tools: QueueTools;
  /** What cancels the next attempt, by the event's key; of events under way too, where it does nothing. */
  readonly #events = new Map<string, () => void>();

  constructor(tools: QueueTools) {
    this.#tools = tools;
  }

  /** Takes an event: it is run at once, if there is concurrency for it. */
  send(arn: string, invocation: Invocation): void {
    const now = this.#tools.clock.now();
    this.#keep(arn, { invocation, accepted: now, due: now, attempts: 0, throttles: 0 });
  }

  /** Goes on with the stored events of a function that is there again. */
  resume(arn: string): void {
    for (const [key, value] of this.#tools.store.values(keyOf(arn, ""))) {
      if (!this.#events.has(key)) this.#schedule(arn, JSON.parse(value));
    }
  }

  /** Forgets the events of a function that is no more. */
  drop(arn: string): void {
    for (const key of this.#tools.store.values(keyOf(arn, "")).keys()) this.#forget(key);
  }

  /** Attempts nothing more. What is left stays stored. */
  stop(): void {
    for (const cancel of this.#events.values()) cancel();
    this.#events.clear();
  }

  #keep(arn: string, event: Pending): void {
    this.#tools.store.putValue(keyOf(arn, event.invocation.requestId), JSON.stringify(event));
    this.#schedule(arn, event);
  }

  #schedule(arn: string, event: Pending): void {
    const { clock } = this.#tools;
    const key = keyOf(arn, event.invocation.requestId);
    const wait = event.due - clock.now();
    this.#events.set(key, wait > 0 ? clock.after(wait, () => void this.#attempt(arn, event)) : () => undefined);
    if (wait <= 0) void this.#attempt(arn, event);
  }

  async #attempt(arn: string, event: Pending): Promise<void> {
    const { invoke, isBarred } = this.#tools;
    if (isBarred(arn)) return this.#end(arn, event, "ZeroReservedConcurrency", undefined);
    const outcome = await settled(await invoke(arn, event.invocation));
    // Whoever stops the simulator ends the function too, which is no failure of it: the event stays as it is stored.
    if (!this.#events.has(keyOf(arn, event.invocation.requestId))) return;
    if (outcome === undefined) this.#throttled(arn, event);
    else if (outcome.kind === "error") this.#failed(arn, event, outcome);
    else this.#end(arn, { ...event, attempts: event.attempts + 1 }, "Success", outcome);
  }

  #throttled(arn: string, event: Pending): void {
    const { first, most } = retries.throttled;
    const throttles = event.throttles + 1;
    this.#again(arn, { ...event, throttles }, Math.min(first * 2 ** event.throttles, most), undefined);
  }

  #failed(arn: string, event: Pending, outcome: Outcome): void {
    const delay = retries.delays[event.attempts];
    const next = { ...event, attempts: event.attempts + 1, throttles: 0 };
    const { maximumRetryAttempts = retries.maximumRetryAttempts } = this.#tools.settings?.(arn) ?? {};
    if (delay === undefined || next.attempts > maximumRetryAttempts) this.#end(arn, next, "RetriesExhausted", outcome);
    else this.#again(arn, next, delay, outcome);
  }

  /** Waits for the next attempt, unless the event will be too old for it. */
  #again(arn: string, event: Pending, delay: number, outcome: Outcome | undefined): void {
    const { maximumEventAge = retries.maximumEventAge } = this.#tools.settings?.(arn) ?? {};
    const due = this.#tools.clock.now() + delay;
    if (due - event.accepted > maximumEventAge * 1_000) this.#end(arn, event, "EventAgeExceeded", outcome);
    else this.#keep(arn, { ...event, due });
  }

  #end(arn: string, event: Pending, condition: EndedEvent["condition"], outcome: Outcome | undefined): void {
    const { invocation, attempts } = event;
    this.#forget(keyOf(arn, invocation.requestId));
    this.#tools.ended?.({ arn, invocation, condition, attempts, outcome });
  }

  #forget(key: string): void {
    this.#events.get(key)?.();
    this.#events.delete(key);
    this.#tools.store.putValue(key, undefined);
  }
}

function keyOf(arn: string, requestId: string): string {
  return `aws/lambda/event/${arn}/${requestId}`;
}

/** The outcome when the function has ended: nobody reads what it streams, but one that breaks off has failed. */
async function settled(outcome: Outcome | undefined): Promise<Outcome | undefined> {
  if (outcome?.kind !== "stream") return outcome;
  try {
    await finished(outcome.body.resume());
    return outcome;
  } catch (error) {
    return { kind: "error", type: "Runtime.StreamError", message: String(error), payload: "" };
  }
}
