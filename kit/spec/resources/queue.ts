import type { NoExcess } from "../exact.ts";
import type { QueueFeed, QueueOptions } from "../messages/queue.ts";
import type { Sends } from "../messages/send.ts";
import type { Duration, Quantity } from "../units.ts";
import type { AnySchema, ItemSchema, Of, OutputOf } from "./item.ts";

/** Messages that wait until a function has processed each of them. */
export interface QueueResource<T, O = QueueOptions> extends Of<T> {
  readonly kind: "queue";
  /** Whether it belongs to the set itself, and not to the one that it is taken from. */
  readonly owned: boolean;
  /** What checks items at run time, if anything does. */
  readonly schema: AnySchema;
  readonly options: O;
}

/** What a queue's literal options must additionally satisfy: no misspelt option, and real quantities. */
type CheckedQueue<O> = NoExcess<O, QueueOptions> &
  (O extends { readonly timeLimit: infer D } ? { readonly timeLimit: Quantity<D, Duration> } : unknown) &
  (O extends { readonly keepFor: infer D } ? { readonly keepFor: Quantity<D, Duration> } : unknown) &
  (O extends { readonly from: infer F } ? { readonly from: NoExcess<F, QueueFeed> } : unknown);

/**
 * A queue: what is sent to it is processed by one function, or is in its dead letters. Each message is delivered at least
 * once, in no order: docs/queues.md.
 *
 * @param schema - What its items are: any [Standard Schema](https://standardschema.dev) whose input is its output, or `type<T>()`. An item
 * that does not fit goes to the dead letters, with the reason.
 *
 * @example
 * resources: { placed: queue(Order, { attempts: 5, timeLimit: "2 minutes" }) }
 */
export function queue<S extends AnySchema, const O extends QueueOptions = Record<never, never>>(
  schema: S & ItemSchema<S>,
  options?: O & CheckedQueue<O>,
): QueueResource<OutputOf<S>, O> {
  // A type argument that the caller left out is inferred as the empty record, which {} is.
  return { kind: "queue", owned: true, schema, options: options ?? ({} as O) };
}

/** For each verb of a queue, what a handler is handed. */
export type QueueFaces<R> = R extends QueueResource<infer T, infer O> ? { readonly send: Sends<T, O> } : never;
