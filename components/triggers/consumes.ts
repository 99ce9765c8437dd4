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
  /** How many messages come together at most: 1 to 100. One at a time on Google Cloud and Azure. @default 10 */
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
  /** The name of the resource of the set whose schema checks items, where one does. @default nothing does */
  schema?: string;
}

/** How a function processes the messages of a queue. What it is told of the queue must be what the queue was told. */
export interface ConsumesArgs extends DeliveryArgs, SetConsumesArgs {
  /** The `handle` of the queue. */
  handle: Input<Handle>;
  /** The names that the queue had before: what permits its use stays. @default [] */
  was?: string[];
}

/** What the spec calls how messages are delivered. */
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

/** What the spec calls how messages come. */
export function toTransport({ batch, within, parallel }: TransportArgs): TransportOptions {
  return {
    ...(batch === undefined ? {} : { batch }),
    ...(within === undefined ? {} : { within: within as Duration }),
    ...(parallel === undefined ? {} : { parallel }),
  };
}

/** What the spec calls it. */
export function toConsumes(args: ConsumesArgs): AskedConsumer {
  const { queue, schema } = args;
  const own = { queue, ...(schema === undefined ? {} : { schema }) };
  return { ...own, ...toTransport(args), delivery: toDelivery(args) };
}

/** Without unions, as other languages have it. */
export function lowerConsumes(spec: string | Consumes): SetConsumesArgs {
  return { ...consumesOf(spec) };
}

/** The name of the resource whose schema is part of a function's code, if one is. */
export const schemaIn = ({ consumes }: Pick<SettledFunction, "consumes">): string | undefined => consumes?.schema;
