import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, log, type Output, output } from "@pulumi/pulumi";
import {
  type BundleSpec,
  checkBundle,
  checkSetNames,
  type Handle,
  type PerCloud,
  type SettledFunction,
} from "fourfold";
import { bundle } from "../../kit/bundler/index.ts";
import { consumedBy } from "../links/consumed.ts";
import { type Contributed, contributionsOf, type Grant, grantsOf } from "../links/index.ts";
import { buildFolder, type Code } from "../support/artifact.ts";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { checkNames } from "../support/checks/names.ts";
import type { Cloud } from "../support/cloud.ts";
import { attributesOf, handleOf } from "../support/handle.ts";
import { checkProviders } from "../support/providers.ts";
import { tagsOf } from "../support/tags.ts";
import { schemaIn } from "../triggers/index.ts";
import type { FunctionArgs } from "./args.ts";
import type { AwsFunctionNodes, AwsFunctionTransform } from "./aws.ts";
import type { AzureFunctionNodes, AzureFunctionTransform } from "./azure.ts";
import type { CloudflareFunctionNodes, CloudflareFunctionTransform } from "./cloudflare.ts";
import { buildEnvironment } from "./environment.ts";
import type { GcpFunctionNodes, GcpFunctionTransform } from "./gcp.ts";
import type { FunctionBuilder, FunctionPlan } from "./plan.ts";
import { buildServeSettings, normalizeSettings } from "./settings.ts";

export type { BundleArgs, CloudflareFunctionArgs, FunctionArgs, LinkArgs } from "./args.ts";

/** The raw resources of a function: those of its cloud. */
export interface FunctionNodes {
  readonly aws?: AwsFunctionNodes;
  readonly gcp?: GcpFunctionNodes;
  readonly azure?: AzureFunctionNodes;
  readonly cloudflare?: CloudflareFunctionNodes;
}

/** Changes to the arguments of a function's children, by cloud and child. */
export interface FunctionTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsFunctionTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpFunctionTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureFunctionTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareFunctionTransform;
}

export interface FunctionOptions extends ComponentResourceOptions {
  /** Changes the arguments of the function's children. @default {} */
  readonly transform?: FunctionTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => FunctionBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

function createArtifact(
  args: FunctionArgs,
  settled: SettledFunction,
  contributed: readonly Contributed[],
  where: string,
  warn: (warning: string) => void,
): Output<Code> {
  const { set, function: name, root, handler, cloud, assets = [] } = args;
  const own = (args.bundle ?? {}) as BundleSpec;
  checkBundle(own, where);
  const settings = buildServeSettings(cloud, settled, contributed);
  const schema = schemaIn(settled);
  const outdir = buildFolder();
  const bundled = bundle({
    set,
    name,
    root,
    handler,
    trigger: settled.trigger,
    cloud,
    settings,
    assets,
    bundle: own,
    outdir,
    ...(schema === undefined ? {} : { schema }),
  });
  // `output` visits everything in a value, and a thousand functions have a hundred sources each.
  return output(
    bundled.then(({ directory, files, entry, hash, warnings }) => {
      warnings.forEach(warn);
      return { directory, files, entry, hash };
    }),
  );
}

function normalizePlan(
  self: Function,
  name: string,
  args: FunctionArgs,
  options: FunctionOptions,
): FunctionPlan<object> {
  const where = `Function "${name}"`;
  requireArguments(args, "FunctionArgs", where);
  requireArguments(options.transform ?? {}, "FunctionTransform", where);
  checkProviders(self, options, args.cloud, where);
  const settled = normalizeSettings(args, where);
  const asked = contributionsOf(args.links ?? {}, args.cloud, where);
  const links = [...asked, ...consumedBy(args, args.cloud, where)];
  const warn = (warning: string) => void log.warn(warning, self);
  const on = attributesOf(args.foundation, { kind: "foundation", cloud: args.cloud }, where);
  const transforms: Partial<Record<Cloud, object>> = options.transform ?? {};
  const transform = transforms[args.cloud] ?? {};
  checkSetNames(args.set, args.function, where);
  checkNames({ component: "Function", cloud: args.cloud, name, transform }, where);
  return {
    name,
    where,
    args,
    on,
    settled,
    artifact: createArtifact(args, settled, asked, where, warn),
    environment: buildEnvironment(args, links, where, warn),
    links,
    protection: args.protection ?? "retain",
    tags: tagsOf(on("tags"), args.tags ?? {}, { set: args.set, function: args.function }, { cloud: args.cloud, where }),
    transform,
  };
}

/**
 * One function, as each cloud runs it best:
 *
 * - AWS: [Lambda](https://docs.aws.amazon.com/lambda/) on arm64, with its own role and log group.
 * - Google Cloud: [Cloud Functions 2nd gen](https://cloud.google.com/functions/docs), with its own service account.
 * - Azure: [Functions on Flex Consumption](https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan),
 *   with its own identity and deployment container.
 * - Cloudflare: [a Worker](https://developers.cloudflare.com/workers/), with logs.
 *
 * By itself, nobody can call it: a {@link Gateway} gives it an address, a {@link Schedule} calls it, or a {@link Delivery} brings
 * it messages.
 *
 * @example
 * const api = new Function("shop-api", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", function: "api",
 *   root: import.meta.url, handler: "./functions/api.ts", http: {},
 * });
 */
export class Function extends ComponentResource {
  /** What gateways, sets and other stacks need to know. A stack output. */
  readonly handle: Output<Handle>;
  /** What it may do: what each link asked for, what the cloud grants for it, and what that permits besides. */
  readonly grants: readonly Grant[];
  /** The raw resources. */
  readonly nodes: FunctionNodes;

  constructor(name: string, args: FunctionArgs, opts: FunctionOptions = {}) {
    super("fourfold:index:Function", requireName(name, "Function"), {}, opts);
    const plan = normalizePlan(this, name, args, opts);
    for (const note of plan.settled.notes) void log.info(note, this);
    const { id, attributes, nodes } = build(builders, args.cloud, this, plan);
    this.nodes = { [args.cloud]: nodes };
    this.grants = grantsOf(plan.links);
    this.handle = handleOf("function", args.cloud, id, attributes);
    // Tools that read the state find in it which function this is, and what it was deployed with.
    const { trigger, http } = plan.settled;
    const identity = { set: args.set, function: args.function, trigger };
    this.registerOutputs({ ...identity, handle: this.handle, ...(http === undefined ? {} : { http }) });
  }
}
