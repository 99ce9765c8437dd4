import type { Duration, MessageAttributes } from "../../../spec/index.ts";
import type { InvocationContext } from "../../invocation.ts";

/** What is known of a message besides its item. */
export interface Message {
  /** The same at every attempt, and when it comes back from the dead letters: with it, work can be done once. */
  readonly id: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** When it was sent. */
  readonly enqueuedAt: Date;
  /** What was sent beside the item; of a topic's messages, the properties that it declares as attributes. */
  readonly attributes: MessageAttributes;
}

/** What a handler knows of the message that it is called for. A message that takes longer than its time limit fails. */
export interface MessageContext extends InvocationContext {
  readonly message: Message;
  /**
   * Gives the message up: it goes to the dead letters with the reason, and is not tried again. It throws, which ends the handler;
   * there is no need to catch it.
   */
  reject(reason: string): never;
}

/** What a handler knows of a message of a queue with `delays`. */
export interface DelayedMessageContext extends MessageContext {
  /**
   * Has the message tried again after some time, up to 15 minutes, in the place of the queue's backoff. The attempt counts. It
   * throws, which ends the handler; there is no need to catch it.
   * @throws MessageError `Invalid` for more than 15 minutes, FourfoldError `ERR_SPEC` for what is not a duration. An attempt that
   * ends so has failed: its message is tried again after the backoff.
   */
  retryAfter(time: Duration): never;
}

/** Processes one message. What it throws, or rejects with, makes the attempt a failed one. */
export type MessageHandler<T, C extends MessageContext = DelayedMessageContext> = (
  item: T,
  context: C,
) => void | Promise<void>;
