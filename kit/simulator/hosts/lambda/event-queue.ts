import { finished } from "node:stream/promises";
import type { Clock, Store } from "../../contract.ts";
import type { Invocation, LambdaResult } from "./configuration.ts";

/** How a function's events are retried. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export interface EventSettings {
  /** How often an event is retried after the function has failed: 0 to 2. @default 2 */
  readonly maximumRetryAttempts?: number;
  /** How long an event is kept, in seconds: 60 to 21,600. @default 21,600 */
  readonly maximumEventAge?: number;
}

/** An event that has left the queue, as a destination receives it. */
export interface EndedEvent {
  /** The function's ARN. */
  readonly arn: string;
  readonly invocation: Invocation;
  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
  readonly condition: "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";
  /** How often the function has run. */
  readonly attempts: number;
  /** The outcome of its last run. @default it never ran */
  readonly outcome: LambdaResult | undefined;
}

/** How a service controls and observes the events of its functions. */
export interface EventHooks {
  /** @default the defaults of {@link EventSettings} */
  settings?(arn: string): EventSettings;
  /** Called for each event that has left the queue, for destinations and dead-letter queues. */
  ended?(event: EndedEvent): void;
}

interface QueueTools extends EventHooks {
  readonly clock: Clock;
  readonly store: Pick<Store, "values" | "putValue">;
  /** Runs the function; `undefined` when no more concurrency is available. */
  invoke(arn: string, invocation: Invocation): Promise<LambdaResult | undefined>;
  /** Whether a function must not run, because its reserved concurrency is zero. */
  isBarred(arn: string): boolean;
}

/** An event that is waiting or running. Times are epoch milliseconds. */
interface Pending {
  readonly invocation: Invocation;
  readonly accepted: number;
  readonly due: number;
  readonly attempts: number;
  /** How often it was throttled since it last ran. */
  readonly throttles: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retries = {
  /** Milliseconds before the second and the third attempt, after failures of the function. */
  delays: [60_000, 120_000],
  /** Milliseconds to wait for concurrency: the first time, then doubled each time up to a maximum. */
  throttled: { first: 1_000, most: 5 * 60_000 },
  maximumRetryAttempts: 2,
  maximumEventAge: 6 * 3_600,
} as const;

/**
 * The events of asynchronous invocations. Each is stored until it has succeeded or is given up. An event that was running when
 * the simulator stopped is delivered again: at least once, as in Lambda.
 *
 * This does not use the queues of `engines/messages.ts`: after a restart, an event would have to wait until its hold time has
 * passed, and every delivery would count as an attempt, where here only runs of the function do.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export class EventQueue {
  readonly #tools: QueueTools;
  /** Functions that cancel the next attempt, by the event's key. For an event that is running, it does nothing. */
  readonly #events = new Map<string, () => void>();

  constructor(tools: QueueTools) {
    this.#tools = tools;
  }

  /** Adds an event. It runs at once if concurrency is available. */
  send(arn: string, invocation: Invocation): void {
    const now = this.#tools.clock.now();
    this.#keep(arn, { invocation, accepted: now, due: now, attempts: 0, throttles: 0 });
  }

  /** Continues with the stored events of a function after a restart. */
  resume(arn: string): void {
    for (const [key, value] of this.#tools.store.values(keyOf(arn, ""))) {
      if (!this.#events.has(key)) this.#schedule(arn, JSON.parse(value));
    }
  }

  /** Removes the events of a deleted function. */
  drop(arn: string): void {
    for (const key of this.#tools.store.values(keyOf(arn, "")).keys()) this.#forget(key);
  }

  /** Makes no further attempts. Events stay stored. */
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
    // Stopping the simulator ends the function too, which is not a failure: the event stays as it is stored.
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

  #failed(arn: string, event: Pending, outcome: LambdaResult): void {
    const delay = retries.delays[event.attempts];
    const next = { ...event, attempts: event.attempts + 1, throttles: 0 };
    const { maximumRetryAttempts = retries.maximumRetryAttempts } = this.#tools.settings?.(arn) ?? {};
    if (delay === undefined || next.attempts > maximumRetryAttempts) this.#end(arn, next, "RetriesExhausted", outcome);
    else this.#again(arn, next, delay, outcome);
  }

  /** Waits for the next attempt, unless the event will be too old by then. */
  #again(arn: string, event: Pending, delay: number, outcome: LambdaResult | undefined): void {
    const { maximumEventAge = retries.maximumEventAge } = this.#tools.settings?.(arn) ?? {};
    const due = this.#tools.clock.now() + delay;
    if (due - event.accepted > maximumEventAge * 1_000) this.#end(arn, event, "EventAgeExceeded", outcome);
    else this.#keep(arn, { ...event, due });
  }

  #end(arn: string, event: Pending, condition: EndedEvent["condition"], outcome: LambdaResult | undefined): void {
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

/** The outcome once the function has ended. Its stream is not read, but one that breaks off is a failure. */
async function settled(outcome: LambdaResult | undefined): Promise<LambdaResult | undefined> {
  if (outcome?.kind !== "stream") return outcome;
  try {
    await finished(outcome.body.resume());
    return outcome;
  } catch (error) {
    return { kind: "error", type: "Runtime.StreamError", message: String(error), payload: "" };
  }
}
