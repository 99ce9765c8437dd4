import type { Input } from "@pulumi/pulumi";
import {
  type AskedConsumer,
  type Consumes,
  consumesOf,
  type Duration,
  type Handle,
  type QueueOptions,
  type SettledFunction,
  type TransportOptions,
} from "fourfold";
import type { DeliveryArgs, KeptDeliveryArgs } from "../queue/args.ts";

/** How messages come to a function. */
export interface TransportArgs {
  /** The largest batch: 1 to 100 messages. One at a time on Google Cloud and Azure. @default 10 */
  batch?: number;
  /** How long the cloud waits for a batch to fill, as a duration: up to `"1 minute"`. @default none: it comes at once */
  within?: string;
  /** How many batches are processed at the same time at most: 2 to 250. On AWS and Cloudflare. @default what the cloud does */
  parallel?: number;
}

/** The queue of a set that one of its functions processes. */
export interface SetConsumesArgs extends TransportArgs {
  /** The name of the queue in the set. */
  queue: string;
  /** The name of the resource of the set whose schema checks items, where one does. @default items are not checked */
  schema?: string;
}

/** How a function processes the messages of a queue. Its settings about the queue must be those of the queue. */
export interface ConsumesArgs extends DeliveryArgs, SetConsumesArgs {
  /** The `handle` of the queue. */
  handle: Input<Handle>;
  /** The names that the queue had before, so that the permissions for it stay. @default [] */
  was?: string[];
}

/** Delivery options as the spec has them. */
export function toDelivery(args: KeptDeliveryArgs): Omit<QueueOptions, "from" | "was"> {
  const { attempts, timeLimit, backoff, delays, keepFor } = args;
  const { from, to } = { ...backoff };
  return {
    ...(attempts === undefined ? {} : { attempts }),
    ...(timeLimit === undefined ? {} : { timeLimit: timeLimit as Duration }),
    ...(backoff === undefined
      ? {}
      : {
          backoff: {
            ...(from === undefined ? {} : { from: from as Duration }),
            ...(to === undefined ? {} : { to: to as Duration }),
          },
        }),
    ...(delays === undefined ? {} : { delays }),
    ...(keepFor === undefined ? {} : { keepFor: keepFor as Duration }),
  };
}

/** Transport options as the spec has them. */
export function toTransport({ batch, within, parallel }: TransportArgs): TransportOptions {
  return {
    ...(batch === undefined ? {} : { batch }),
    ...(within === undefined ? {} : { within: within as Duration }),
    ...(parallel === undefined ? {} : { parallel }),
  };
}

/** A consumer as the spec has it. */
export function toConsumes(args: ConsumesArgs): AskedConsumer {
  const { queue, schema } = args;
  const own = { queue, ...(schema === undefined ? {} : { schema }) };
  return { ...own, ...toTransport(args), delivery: toDelivery(args) };
}

/** A consumer as components take it: without unions, which other languages do not have. */
export function lowerConsumes(spec: string | Consumes): SetConsumesArgs {
  return { ...consumesOf(spec) };
}

/** The name of the resource whose schema is part of a function's code, if one is. */
export const schemaIn = ({ consumes }: Pick<SettledFunction, "consumes">): string | undefined => consumes?.schema;
