import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** How long a message waits after an attempt that failed. */
export interface BackoffArgs {
  /** After the first failed attempt, as a duration: `"10 seconds"`. Each further one doubles it. @default "10 seconds" */
  from?: string;
  /** At most, as a duration: up to `"10 minutes"`. @default "10 minutes" */
  to?: string;
}

/** How messages are delivered: the settings that a queue, its delivery and its consumer have in common. */
export interface DeliveryArgs {
  /** How often a message is tried, from 5 to 100 times, before it goes to the dead letters. @default 5 */
  attempts?: number;
  /** How long one message may take, as a duration: at most `"10 minutes"`. @default "30 seconds" */
  timeLimit?: string;
  /** How long a message waits after an attempt that failed. @default from 10 seconds to 10 minutes */
  backoff?: BackoffArgs;
  /** Whether messages can be sent for later, and be tried again when their handler says. Not on Google Cloud. @default false */
  delays?: boolean;
}

/** How a queue keeps and delivers messages. */
export interface KeptDeliveryArgs extends DeliveryArgs {
  /** How long an unprocessed message is kept, as a duration from `"10 minutes"` to `"14 days"`. @default "4 days" */
  keepFor?: string;
}

/** A queue on one cloud. */
export interface QueueArgs extends KeptDeliveryArgs {
  /** The cloud. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags and for tools that search for it. */
  set: string;
  /** Its name in the set, by which tools find it. */
  queue: string;
  /** What happens to the queue, its messages and its dead letters when they leave the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
