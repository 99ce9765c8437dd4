import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type Duration, type Handle, type PerCloud, settleTriggered } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { attributesOf, handleOf } from "../support/handle.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import { toSchedule } from "../triggers/index.ts";
import type { ScheduleArgs } from "./args.ts";
import type { AwsScheduleNodes, AwsScheduleTransform } from "./aws.ts";
import type { CloudflareScheduleNodes, CloudflareScheduleTransform } from "./cloudflare.ts";
import type { GcpScheduleNodes, GcpScheduleTransform } from "./gcp.ts";
import type { ScheduleBuilder, SchedulePlan } from "./plan.ts";

export type { ScheduleArgs } from "./args.ts";

/** The raw resources of a schedule: those of its cloud. Azure needs none: the function's code says when it runs. */
export interface ScheduleNodes {
  readonly aws?: AwsScheduleNodes;
  readonly gcp?: GcpScheduleNodes;
  readonly cloudflare?: CloudflareScheduleNodes;
}

/** Changes to the arguments of a schedule's children, by cloud and child. */
export interface ScheduleTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsScheduleTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpScheduleTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareScheduleTransform;
}

export interface ScheduleOptions extends ComponentResourceOptions {
  /** Changes the arguments of the schedule's children. @default {} */
  readonly transform?: ScheduleTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => ScheduleBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

/** What the function's own spec says. */
function specOf({ schedule, timeout }: ScheduleArgs, where: string) {
  return {
    schedule: toSchedule(schedule, where),
    ...(timeout === undefined ? {} : { timeout: timeout as Duration }),
  };
}

function normalizePlan(name: string, args: ScheduleArgs, options: ScheduleOptions): SchedulePlan<object> {
  const where = `Schedule "${name}"`;
  requireArguments(args, "ScheduleArgs", where);
  requireArguments(options.transform ?? {}, "ScheduleTransform", where);
  const plan = planMember({ component: "Schedule", name, where }, args, options.transform);
  const { cloud } = args;
  const { settled, timeout } = settleTriggered("schedule", specOf(args, where), cloud, where);
  return { ...plan, target: attributesOf(args.handle, { kind: "function", cloud }, where), settled, timeout };
}

/**
 * Calls a function at certain times, as each cloud does it best:
 *
 * - AWS: [EventBridge Scheduler](https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html) with its own
 *   role; a run that fails three times is kept in [a queue](https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html).
 * - Google Cloud: [Cloud Scheduler](https://cloud.google.com/scheduler/docs/overview) with its own service account, which may
 *   call this one function.
 * - Azure: [a timer trigger](https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer), which is part of the
 *   function's code: nothing else has to be made.
 * - Cloudflare: [a cron trigger](https://developers.cloudflare.com/workers/configuration/cron-triggers/).
 *
 * What becomes of runs that are missed, overlap or fail: docs/schedules.md.
 *
 * @example
 * new Schedule("shop-cleanup-schedule", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", function: "cleanup",
 *   handle: cleanup.handle, schedule: { cron: "0 2 * * *", timeZone: "Europe/Vienna" },
 * });
 */
export class Schedule extends ComponentResource {
  /** What other stacks and tools need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: ScheduleNodes;

  constructor(name: string, args: ScheduleArgs, opts: ScheduleOptions = {}) {
    super("fourfold:index:Schedule", requireName(name, "Schedule"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    this.handle = handleOf("schedule", args.cloud, id, attributes);
    // Tools that read the state learn from it whose schedule this is.
    this.registerOutputs({ set: args.set, function: args.function, handle: this.handle });
  }
}
