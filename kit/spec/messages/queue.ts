import type { Duration } from "../units.ts";
import type { Where } from "./where.ts";

/** The topic that feeds a queue. */
export interface QueueFeed {
  /** The name of a topic of the set. */
  readonly topic: string;
  /** Which of its messages are wanted. @default all */
  readonly where?: Where;
}

/** How long a message waits after an attempt that failed. */
export interface Backoff {
  /** After the first failed attempt. Each further one doubles it. @default "10 seconds" */
  readonly from?: Duration;
  /** At most: up to 10 minutes. @default "10 minutes" */
  readonly to?: Duration;
}

/** How messages are delivered, to a queue's consumer or to a subscriber. */
export interface DeliveryOptions {
  /**
   * How often a message is tried, from 5 to 100 times, before it goes to the dead letters. Throttling and crashes count on some
   * clouds: docs/queues.md. @default 5
   */
  readonly attempts?: number;
  /**
   * How long one message may take: at most 10 minutes. It is the only time limit: the function's timeout and the queue's
   * visibility timeout follow from it. @default "30 seconds"
   */
  readonly timeLimit?: Duration;
  /** How long a message waits after an attempt that failed. @default from 10 seconds to 10 minutes */
  readonly backoff?: Backoff;
  /** How long an unprocessed message is kept, from 10 minutes to 14 days. Dead letters are kept for 14 days. @default "4 days" */
  readonly keepFor?: Duration;
}

/** How a queue keeps and delivers its messages. */
export interface QueueOptions extends DeliveryOptions {
  /**
   * Whether messages can be sent for later (`{ after: "5 minutes" }`), and be tried again when their handler says. Refused at preview
   * on Google Cloud, whose Pub/Sub delivers at once. @default false
   */
  readonly delays?: boolean;
  /** The topic that feeds it. @default none: only what is sent to it */
  readonly from?: QueueFeed;
  /** The names it had before, so that what was deployed under them stays, with its messages: `["orders"]`. @default [] */
  readonly was?: readonly string[];
}
