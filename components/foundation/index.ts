import { createRequire } from "node:module";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type Duration, FourfoldError, type Handle, type PerCloud, toSeconds } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { checkFormats, foundationFormats } from "../support/checks/formats.ts";
import { checkNames } from "../support/checks/names.ts";
import type { Cloud } from "../support/cloud.ts";
import { handleOf } from "../support/handle.ts";
import { printNotes } from "../support/notes.ts";
import { checkProviders } from "../support/providers.ts";
import { foundationTags } from "../support/tags.ts";
import type { FoundationArgs } from "./args.ts";
import type { AwsFoundationNodes, AwsFoundationTransform } from "./aws.ts";
import type { AzureFoundationNodes, AzureFoundationTransform } from "./azure.ts";
import { settleBudget } from "./budget/settle.ts";
import type { CloudflareFoundationNodes, CloudflareFoundationTransform } from "./cloudflare.ts";
import type { GcpFoundationNodes, GcpFoundationTransform } from "./gcp.ts";
import type { FoundationBuilder, FoundationPlan } from "./plan.ts";

export type {
  AwsFoundationArgs,
  AzureFoundationArgs,
  BudgetArgs,
  CloudflareFoundationArgs,
  FoundationArgs,
  GcpFoundationArgs,
} from "./args.ts";

/** The raw resources of a foundation. On AWS and Cloudflare a budget is the only one. */
export interface FoundationNodes {
  readonly aws?: AwsFoundationNodes;
  readonly gcp?: GcpFoundationNodes;
  readonly azure?: AzureFoundationNodes;
  readonly cloudflare?: CloudflareFoundationNodes;
}

/** Changes to the arguments of a foundation's children, by cloud and child. */
export interface FoundationTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsFoundationTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpFoundationTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureFoundationTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareFoundationTransform;
}

export interface FoundationOptions extends ComponentResourceOptions {
  /** Changes the arguments of the foundation's children. @default {} */
  readonly transform?: FoundationTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => FoundationBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

const secondsPerDay = 86_400;

function normalizePlan(name: string, args: FoundationArgs, options: FoundationOptions): FoundationPlan<object> {
  const where = `Foundation "${name}"`;
  requireArguments(args, "FoundationArgs", where);
  requireArguments(options.transform ?? {}, "FoundationTransform", where);
  checkFormats(args[args.cloud], foundationFormats[args.cloud], args.cloud, where);
  const retention = toSeconds((args.logRetention ?? "30 days") as Duration, where) / secondsPerDay;
  if (!Number.isInteger(retention)) {
    throw new FourfoldError("ERR_LIMIT", {
      where,
      what: `logs cannot be kept for ${args.logRetention}.`,
      fix: 'Keep them for whole days: "30 days".',
    });
  }
  const transforms: Partial<Record<Cloud, object>> = options.transform ?? {};
  const transform = transforms[args.cloud] ?? {};
  const kind = args.budget === undefined ? {} : ({ kind: "budget" } as const);
  checkNames({ component: "Foundation", cloud: args.cloud, name, transform, ...kind }, where);
  return {
    name,
    where,
    args,
    retentionDays: retention,
    protection: args.protection ?? "retain",
    tags: args.tags === undefined ? undefined : foundationTags(args.tags, { cloud: args.cloud, where }),
    budget: args.budget === undefined ? undefined : settleBudget(args.budget, { cloud: args.cloud, where }),
    transform,
  };
}

/**
 * What a platform team owns on one cloud, and many function sets share: where artifacts are kept, where logs go,
 * in which account and region functions run, and how they are tagged.
 *
 * On AWS and Cloudflare it makes no resource of its own. On Google Cloud it makes the source bucket and the account that builds; on Azure the
 * resource group, the storage account, the Log Analytics workspace and Application Insights. With a `budget`, it makes the cloud's own
 * alarm on money.
 *
 * @example
 * const foundation = new Foundation("acme-aws", { cloud: "aws", logRetention: "90 days" });
 * new FunctionSet("shop-aws", deploy(shop, { cloud: "aws", on: foundation, … }));
 */
export class Foundation extends ComponentResource {
  /** The cloud it was made on. */
  readonly cloud: Cloud;
  /** Whether sets on it may have queues and topics. */
  readonly messages: boolean;
  /** What sets in this stack and in others need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** The raw resources. */
  readonly nodes: FoundationNodes;

  constructor(name: string, args: FoundationArgs, opts: FoundationOptions = {}) {
    super("fourfold:index:Foundation", requireName(name, "Foundation"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    if (args.logRetention !== undefined) printNotes(this, "logRetention", args.cloud, plan.where);
    if (args.tags !== undefined) printNotes(this, "tags", args.cloud, plan.where);
    if (args.budget !== undefined) printNotes(this, "budget", args.cloud, plan.where);
    const parts = build(builders, args.cloud, this, plan);
    const tags = all(args.tags ?? {}).apply((settled) => JSON.stringify(settled));
    this.cloud = args.cloud;
    this.messages = args.messages ?? false;
    this.nodes = { [args.cloud]: parts.nodes };
    this.handle = handleOf("foundation", args.cloud, parts.id, { ...parts.attributes, tags });
    this.registerOutputs({ handle: this.handle });
  }
}
