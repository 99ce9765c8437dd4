import type { NoExcess } from "../../exact.ts";
import type { DeliveryOptions, QueueOptions } from "../../messages/queue.ts";
import type { Filter } from "../../messages/where.ts";
import type { ItemOf, Named } from "../../resources/index.ts";
import type { Duration } from "../../units.ts";

/**
 * How messages come to a function: hints. A handler is always handed one message, and those of a batch are processed at the same time.
 * What each cloud makes of it: docs/queues.md.
 */
export interface TransportOptions {
  /** The largest batch: 1 to 100 messages. One at a time on Google Cloud and Azure. @default 10 */
  readonly batch?: number;
  /** How long the cloud waits for a batch to fill: up to 1 minute. @default - none: it comes at once */
  readonly within?: Duration;
  /** How many batches are processed at the same time at most: 2 to 250. On AWS and Cloudflare. @default - what the cloud does */
  readonly parallel?: number;
}

/** A function that processes the messages of a queue. */
export interface Consumes<Q extends string = string> extends TransportOptions {
  /** The name of a queue of the set, which no other function consumes. */
  readonly queue: Q;
}

/** A function that processes the messages of a topic. It has a queue of its own, which the topic feeds. */
export interface Subscribes<T extends string = string> extends TransportOptions, DeliveryOptions {
  /** The name of a topic of the set. */
  readonly topic: T;
  /** Which of its messages are wanted. @default all */
  readonly where?: { readonly [attribute: string]: Filter };
}

/** The queues of a set that a function can consume: its own. */
export type ConsumedQueue<R> = Named<R, "queue", "consume">;

/** The topics that a function or a queue can subscribe to. */
export type SubscribedTopic<R> = Named<R, "topic", "subscribe">;

/** The filter that a topic's attributes allow. */
type WhereOf<R, N> = N extends keyof R
  ? R[N] extends { readonly kind: "topic"; readonly options: { readonly attributes?: readonly (infer A)[] } }
    ? {
        readonly [K in A & string]?: K extends keyof ItemOf<R[N]>
          ? Filter<NonNullable<ItemOf<R[N]>[K]> & string>
          : never;
      }
    : never
  : never;

/** What a subscription's literal must additionally satisfy: a filter by what the topic declares. */
export type CheckedWhere<S, R> = S extends { readonly topic: infer N; readonly where: infer W }
  ? { readonly where: WhereOf<R, N> & NoExcess<W, WhereOf<R, N>> }
  : unknown;

/** What a consumer's literal must additionally satisfy. */
export type CheckedConsumes<S> = S extends string ? unknown : NoExcess<S, Consumes>;

/** What a subscriber's literal must additionally satisfy. */
export type CheckedSubscribes<S, R> = S extends string ? unknown : NoExcess<S, Subscribes> & CheckedWhere<S, R>;

/** A function that processes messages, as components take it: with the delivery options of its queue. */
export interface AskedConsumer extends Consumes {
  /** The name of the resource whose schema checks items. @default nothing checks them */
  readonly schema?: string;
  readonly delivery: Omit<QueueOptions, "from" | "was">;
}

/** What a function that processes messages is started with: part of its code. */
export interface ConsumerSettings {
  /** The name of the queue in the set. */
  readonly queue: string;
  /** How often a message is tried. */
  readonly attempts: number;
  /** How long one message may take, in seconds. */
  readonly timeLimit: number;
  /** How long a message waits after an attempt that failed, in seconds. */
  readonly backoff: { readonly from: number; readonly to: number };
  /** Whether handlers may say when a message is tried again. */
  readonly delays: boolean;
}

/** What a function that processes messages is deployed with. */
export interface SettledConsumer extends ConsumerSettings {
  /** The name of the resource whose schema checks items. @default nothing checks them */
  readonly schema?: string;
  /** The largest batch, in messages. */
  readonly batch: number;
  /** How long the cloud waits for a batch to fill, in seconds. */
  readonly within: number;
  /** How many batches are processed at the same time at most. @default what the cloud does */
  readonly parallel?: number;
}
