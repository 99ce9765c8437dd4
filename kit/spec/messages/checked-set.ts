import type { ItemOf } from "../resources/index.ts";
import type { QueueResource } from "../resources/queue.ts";
import type { CheckedWhere, SubscribedTopic } from "../triggers/consumes/consumes.ts";

type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

/** The queue that a function consumes. */
type QueueOf<F> = F extends { readonly consumes: infer C }
  ? C extends string
    ? C
    : C extends { readonly queue: infer Q }
      ? Q
      : never
  : never;

/** Queues that more than one function consumes: by a map from queues to functions, which takes linear time. */
type Consumers<F> = { [N in keyof F as QueueOf<F[N]> & string]: N };
export type ConsumedTwice<F> = {
  [Q in keyof Consumers<F>]: true extends IsUnion<Consumers<F>[Q]> ? Q : never;
}[keyof Consumers<F>];

/** What a consumer must additionally satisfy: that no other function consumes its queue. */
export type ConsumedOnce<F, Twice> = [QueueOf<F>] extends [never]
  ? unknown
  : QueueOf<F> extends Twice
    ? { readonly consumes: { readonly error: "another function consumes this queue" } }
    : unknown;

/** What a queue that a topic feeds must additionally satisfy: a topic of the set, its items, its attributes. */
export type CheckedResource<X, R> =
  X extends QueueResource<infer T, { readonly from: infer From extends { readonly topic: string } }>
    ? From["topic"] extends SubscribedTopic<R>
      ? [ItemOf<R[From["topic"]]>] extends [T]
        ? [From] extends [CheckedWhere<From, R>]
          ? unknown
          : { readonly error: "its filter names what the topic does not declare" }
        : { readonly error: "its items are not those of the topic" }
      : { readonly error: "its topic is not a topic of the set" }
    : unknown;
