import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type Handle, type PerCloud, toConditions } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import type { Cloud } from "../support/cloud.ts";
import { attributesOf, handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import { parseWhere } from "../support/where.ts";
import type { FedQueueArgs, TopicArgs } from "./args.ts";
import type { AwsTopicNodes, AwsTopicTransform } from "./aws.ts";
import type { AzureTopicNodes, AzureTopicTransform } from "./azure.ts";
import { requireFeeder } from "./feeder.ts";
import type { GcpTopicNodes, GcpTopicTransform } from "./gcp.ts";
import type { FedQueue, TopicBuilder, TopicPlan } from "./plan.ts";

export type { FedQueueArgs, TopicArgs } from "./args.ts";

/** The raw resources of a topic: those of its cloud. Cloudflare has none. */
export interface TopicNodes {
  readonly aws?: AwsTopicNodes;
  readonly gcp?: GcpTopicNodes;
  readonly azure?: AzureTopicNodes;
}

/** Changes to the arguments of a topic's children, by cloud and child. */
export interface TopicTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsTopicTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpTopicTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureTopicTransform;
}

export interface TopicOptions extends ComponentResourceOptions {
  /** Changes the arguments of the topic's children. @default {} */
  readonly transform?: TopicTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => TopicBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

/** @throws FourfoldError `ERR_ARGUMENT` for a filter that is not JSON. */
function toFeed({ handle, where: filter = "{}" }: FedQueueArgs, cloud: Cloud, where: string): FedQueue {
  return {
    queue: attributesOf(handle, { kind: "queue", cloud }, where),
    where: toConditions(parseWhere(filter, where)),
  };
}

function normalizePlan(name: string, args: TopicArgs, options: TopicOptions): TopicPlan<object> {
  const where = `Topic "${name}"`;
  requireArguments(args, "TopicArgs", where);
  requireArguments(options.transform ?? {}, "TopicTransform", where);
  const plan = planMember({ component: "Topic", name, where }, args, options.transform);
  const { cloud, set, feeds = [] } = args;
  if (feeds.length > 0) requireFeeder("Topic", cloud, where);
  return { ...plan, set, feeds: feeds.map((feed) => toFeed(feed, cloud, where)) };
}

/**
 * Messages that go to everybody who has subscribed:
 *
 * - AWS: a topic of [SNS](https://docs.aws.amazon.com/sns/latest/dg/welcome.html).
 * - Google Cloud: a topic of [Pub/Sub](https://cloud.google.com/pubsub/docs/overview).
 * - Azure: a topic of [Service Bus](https://learn.microsoft.com/azure/service-bus-messaging/), in the foundation's namespace.
 * - Cloudflare: no resource of its own: publishers send to each of the queues that it feeds.
 *
 * A {@link Delivery} brings its messages to a queue: docs/topics.md.
 *
 * @example
 * const events = new Topic("shop-events-topic", { cloud: "aws", foundation: foundation.handle, set: "shop", attributes: ["kind"] });
 */
export class Topic extends ComponentResource {
  /** What functions, deliveries and other stacks need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: TopicNodes;

  constructor(name: string, args: TopicArgs, opts: TopicOptions = {}) {
    super("fourfold:index:Topic", requireName(name, "Topic"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    const names = JSON.stringify(args.attributes ?? []);
    this.handle = handleOf("topic", args.cloud, id, { ...attributes, attributes: names });
    this.registerOutputs({ set: args.set, handle: this.handle });
  }
}
