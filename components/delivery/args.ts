import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { KeptDeliveryArgs } from "../queue/args.ts";
import type { Cloud, Protection } from "../support/cloud.ts";
import type { TransportArgs } from "../triggers/index.ts";

/** The topic that feeds a queue. */
export interface FeedArgs {
  /** The `handle` of the topic. */
  handle: Input<Handle>;
  /** Which of its messages are wanted, as JSON: an object of filters by attribute. @default all */
  where?: string;
}

/** The function that processes the messages of a queue. */
export interface ConsumerArgs extends TransportArgs {
  /** The `handle` of the function, which has the same `consumes`. */
  handle: Input<Handle>;
}

/** What brings messages to a queue, and from the queue to a function. Its settings about the queue must be those of the queue. */
export interface QueueDeliveryArgs extends KeptDeliveryArgs {
  /** The cloud of its queue. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** The `handle` of the queue. */
  handle: Input<Handle>;
  /** The topic that feeds the queue. Refused on Cloudflare, where a {@link Topic} has `feeds`. @default none: only what is sent to it */
  from?: FeedArgs;
  /** The function that processes its messages. @default none: they are kept */
  consumer?: ConsumerArgs;
  /** What happens to messages that are kept when they leave the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
