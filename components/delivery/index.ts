import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type Handle, type PerCloud, settleQueue, settleTriggered, settleWhere } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import type { Cloud } from "../support/cloud.ts";
import { attributesOf, handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import { parseWhere } from "../support/where.ts";
import { requireFeeder } from "../topic/feeder.ts";
import { toDelivery, toTransport } from "../triggers/index.ts";
import type { ConsumerArgs, FeedArgs, QueueDeliveryArgs } from "./args.ts";
import type { AwsDeliveryNodes, AwsDeliveryTransform } from "./aws.ts";
import type { AzureDeliveryNodes, AzureDeliveryTransform } from "./azure.ts";
import type { CloudflareDeliveryNodes, CloudflareDeliveryTransform } from "./cloudflare.ts";
import type { GcpDeliveryNodes, GcpDeliveryTransform } from "./gcp.ts";
import type { Consumer, DeliveryBuilder, DeliveryPlan, Feed } from "./plan.ts";

export type { ConsumerArgs, FeedArgs, QueueDeliveryArgs } from "./args.ts";

/** The raw resources of a delivery: those of its cloud. */
export interface DeliveryNodes {
  readonly aws?: AwsDeliveryNodes;
  readonly gcp?: GcpDeliveryNodes;
  readonly azure?: AzureDeliveryNodes;
  readonly cloudflare?: CloudflareDeliveryNodes;
}

/** Changes to the arguments of a delivery's children, by cloud and child. */
export interface DeliveryTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsDeliveryTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpDeliveryTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureDeliveryTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareDeliveryTransform;
}

export interface DeliveryOptions extends ComponentResourceOptions {
  /** Changes the arguments of the delivery's children. @default {} */
  readonly transform?: DeliveryTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => DeliveryBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

function toFeed({ handle, where: filter = "{}" }: FeedArgs, cloud: Cloud, where: string): Feed {
  return {
    topic: attributesOf(handle, { kind: "topic", cloud }, where),
    filter: settleWhere(parseWhere(filter, where), cloud, where),
  };
}

function toConsumer({ handle, ...transport }: ConsumerArgs, args: QueueDeliveryArgs, where: string): Consumer {
  const { cloud } = args;
  const consumes = { queue: "", ...toTransport(transport), delivery: toDelivery(args) };
  return {
    target: attributesOf(handle, { kind: "function", cloud }, where),
    settled: settleTriggered("consumes", { consumes }, cloud, where).settled,
  };
}

function normalizePlan(name: string, args: QueueDeliveryArgs, options: DeliveryOptions): DeliveryPlan<object> {
  const where = `Delivery "${name}"`;
  requireArguments(args, "QueueDeliveryArgs", where);
  requireArguments(options.transform ?? {}, "DeliveryTransform", where);
  const plan = planMember({ component: "Delivery", name, where }, args, options.transform);
  const { cloud, handle, from, consumer } = args;
  if (from !== undefined) requireFeeder("Delivery", cloud, where);
  return {
    ...plan,
    queue: attributesOf(handle, { kind: "queue", cloud }, where),
    settled: settleQueue(toDelivery(args), cloud, where),
    feed: from && toFeed(from, cloud, where),
    consumer: consumer && toConsumer(consumer, args, where),
  };
}

/**
 * Brings messages from a topic to a queue, and from a queue to a function:
 *
 * - AWS: a [subscription of SQS to SNS](https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html), and an
 *   [event source mapping](https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html).
 * - Google Cloud: [push subscriptions](https://cloud.google.com/pubsub/docs/push) with a service account that may call this one function.
 *   Without a consumer they keep the messages.
 * - Azure: a [subscription that forwards to the queue](https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding).
 *   The trigger is part of the function's code.
 * - Cloudflare: a [consumer](https://developers.cloudflare.com/queues/configuration/configure-queues/).
 *   Messages of a topic are sent by its publishers.
 *
 * @example
 * new Delivery("shop-placed-delivery", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", handle: placed.handle, consumer: { handle: fulfil.handle },
 * });
 */
export class Delivery extends ComponentResource {
  /** What other stacks and tools need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: DeliveryNodes;

  constructor(name: string, args: QueueDeliveryArgs, opts: DeliveryOptions = {}) {
    super("fourfold:index:Delivery", requireName(name, "Delivery"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    this.handle = handleOf("delivery", args.cloud, id, attributes);
    this.registerOutputs({ set: args.set, handle: this.handle });
  }
}
