import type { Duration } from "../units.ts";

/** Strings that travel beside an item. */
export interface MessageAttributes {
  readonly [name: string]: string;
}

/** How one item is sent. */
export interface SendOptions {
  /**
   * Strings beside the item, which its consumer finds in `message.attributes`: at most 8, with names of up to 256 letters, digits
   * and _ that begin with a letter, and values of 1 to 1,024 bytes. @default {}
   */
  readonly attributes?: MessageAttributes;
}

/** How one item is sent to a queue with `delays`. */
export interface DelayedSendOptions extends SendOptions {
  /** When it is delivered at the earliest: up to 15 minutes later. @default at once */
  readonly after?: Duration;
}

/** A message that was accepted: it will be processed, or be in the dead letters. */
export interface SentMessage {
  /** Its id, under which its consumer receives it, whatever happens on the way. */
  readonly id: string;
}

type OptionsOf<O> = O extends { readonly delays: true } ? DelayedSendOptions : SendOptions;

/**
 * Sends items to a queue. It has no `check()`, as tables and secrets have: whoever may only send can ask for nothing but sending, and a message for
 * the sake of a question would be processed.
 */
export interface Sends<T, O = unknown> {
  /**
   * Sends an item. Item and attributes together have at most 120,000 bytes as JSON.
   * @throws MessageError `TooLarge`, `Invalid`, `Throttled`, `Denied`, `NotFound` or `Unavailable`; after the last two it may have been sent.
   */
  send(item: T, options?: OptionsOf<O>): Promise<SentMessage>;
  /**
   * Sends many items, as many at a time as the cloud takes.
   * @returns the messages, in the order of the items
   * @throws NotAllSent when some were not accepted, with those that were.
   */
  sendMany(items: readonly T[], options?: OptionsOf<O>): Promise<readonly SentMessage[]>;
}

/** Publishes items to a topic. It has no `check()`, for the reason that {@link Sends} has none. */
export interface Publishes<T> {
  /**
   * Publishes an item. Item and attributes together have at most 120,000 bytes as JSON.
   * @throws MessageError `TooLarge`, `Invalid`, `Throttled`, `Denied`, `NotFound` or `Unavailable`; after the last two it may have been published.
   */
  publish(item: T): Promise<SentMessage>;
  /**
   * Publishes many items, as many at a time as the cloud takes.
   * @returns the messages, in the order of the items
   * @throws NotAllSent when some were not accepted, with those that were.
   */
  publishMany(items: readonly T[]): Promise<readonly SentMessage[]>;
}
