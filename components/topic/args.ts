import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** A queue that a topic feeds. */
export interface FedQueueArgs {
  /** The `handle` of the queue. */
  handle: Input<Handle>;
  /** Which messages it gets, as JSON: an object of filters by attribute. @default all */
  where?: string;
}

/** A topic on one cloud. */
export interface TopicArgs {
  /** The cloud. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** The properties of an item that travel beside it, for filters: at most 8. @default [] */
  attributes?: string[];
  /**
   * The queues that it feeds. Only on Cloudflare, where publishers send to each of them: on other clouds a {@link Delivery} connects a
   * queue with its topic, and this is refused. @default []
   */
  feeds?: FedQueueArgs[];
  /** What happens to the topic when it leaves the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
