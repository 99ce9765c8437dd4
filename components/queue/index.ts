import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type Handle, type PerCloud, settleQueue } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import { toDelivery } from "../triggers/index.ts";
import type { QueueArgs } from "./args.ts";
import type { AwsQueueNodes, AwsQueueTransform } from "./aws.ts";
import type { AzureQueueNodes, AzureQueueTransform } from "./azure.ts";
import type { CloudflareQueueNodes, CloudflareQueueTransform } from "./cloudflare.ts";
import type { GcpQueueNodes, GcpQueueTransform } from "./gcp.ts";
import type { QueueBuilder, QueuePlan } from "./plan.ts";

export type { BackoffArgs, DeliveryArgs, KeptDeliveryArgs, QueueArgs } from "./args.ts";

/** The raw resources of a queue: those of its cloud. */
export interface QueueNodes {
  readonly aws?: AwsQueueNodes;
  readonly gcp?: GcpQueueNodes;
  readonly azure?: AzureQueueNodes;
  readonly cloudflare?: CloudflareQueueNodes;
}

/** Changes to the arguments of a queue's children, by cloud and child. */
export interface QueueTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsQueueTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpQueueTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureQueueTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareQueueTransform;
}

export interface QueueOptions extends ComponentResourceOptions {
  /** Changes the arguments of the queue's children. @default {} */
  readonly transform?: QueueTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => QueueBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

function normalizePlan(name: string, args: QueueArgs, options: QueueOptions): QueuePlan<object> {
  const where = `Queue "${name}"`;
  requireArguments(args, "QueueArgs", where);
  requireArguments(options.transform ?? {}, "QueueTransform", where);
  const plan = planMember({ component: "Queue", name, where }, args, options.transform);
  return { ...plan, settled: settleQueue(toDelivery(args), args.cloud, where) };
}

/**
 * Messages that wait until a function has processed each of them, and the dead letters of those that none could process:
 *
 * - AWS: two queues of [SQS](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html).
 * - Google Cloud: two topics of [Pub/Sub](https://cloud.google.com/pubsub/docs/overview), and a subscription that keeps the dead letters.
 *   The messages themselves are kept by the subscription that a {@link Delivery} makes.
 * - Azure: two queues of [Service Bus](https://learn.microsoft.com/azure/service-bus-messaging/), in the foundation's namespace.
 * - Cloudflare: two [queues](https://developers.cloudflare.com/queues/).
 *
 * A {@link Delivery} brings its messages to a function. What is sent and who processes it: docs/queues.md.
 *
 * @example
 * const placed = new Queue("shop-placed-queue", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", queue: "placed", attempts: 7,
 * });
 */
export class Queue extends ComponentResource {
  /** What functions, deliveries and other stacks need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: QueueNodes;

  constructor(name: string, args: QueueArgs, opts: QueueOptions = {}) {
    super("fourfold:index:Queue", requireName(name, "Queue"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    this.handle = handleOf("queue", args.cloud, id, attributes);
    this.registerOutputs({ set: args.set, queue: args.queue, handle: this.handle });
  }
}
