import { createRequire } from "node:module";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { FourfoldError, type PerCloud, pathTo, settleRoutes } from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { checkFormats, zoneFormats } from "../support/checks/formats.ts";
import { checkNames } from "../support/checks/names.ts";
import type { Cloud } from "../support/cloud.ts";
import { attributesOf } from "../support/handle.ts";
import { checkProviders } from "../support/providers.ts";
import { tagsOf } from "../support/tags.ts";
import type { GatewayArgs } from "./args.ts";
import type { AwsGatewayNodes, AwsGatewayTransform } from "./aws.ts";
import type { CloudflareGatewayNodes, CloudflareGatewayTransform } from "./cloudflare.ts";
import type { GcpGatewayNodes, GcpGatewayTransform } from "./gcp.ts";
import type { GatewayBuilder, GatewayParts, GatewayPlan, Target } from "./plan.ts";

export type { GatewayArgs, GatewayTarget, ZoneArgs } from "./args.ts";

/** The raw resources of a gateway: those of its cloud. Azure needs none: a function app has an address. */
export interface GatewayNodes {
  readonly aws?: AwsGatewayNodes;
  readonly gcp?: GcpGatewayNodes;
  readonly cloudflare?: CloudflareGatewayNodes;
}

/** Changes to the arguments of a gateway's children, by cloud and child. */
export interface GatewayTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsGatewayTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpGatewayTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareGatewayTransform;
}

export interface GatewayOptions extends ComponentResourceOptions {
  /** Changes the arguments of the gateway's children. @default {} */
  readonly transform?: GatewayTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => GatewayBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

function normalizeTargets(args: GatewayArgs, routed: readonly string[], where: string): readonly [Target, ...Target[]] {
  const [first, ...others] = Object.entries(args.functions)
    .filter(([name]) => routed.includes(name))
    .map(([name, { handle, streaming = false, was = [] }]) => {
      const attributes = attributesOf(handle, { kind: "function", cloud: args.cloud }, where);
      return { name, function: attributes, streaming, was };
    });
  if (first !== undefined) return [first, ...others];
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: "it has no functions.",
    fix: "Pass one: `functions: { api: { handle } }`.",
  });
}

function normalizePlan(name: string, args: GatewayArgs, options: GatewayOptions): GatewayPlan<object> {
  const where = `Gateway "${name}"`;
  requireArguments(args, "GatewayArgs", where);
  requireArguments(options.transform ?? {}, "GatewayTransform", where);
  checkFormats(args.zone, zoneFormats, "zone", where);
  const on = attributesOf(args.foundation, { kind: "foundation", cloud: args.cloud }, where);
  const transforms: Partial<Record<Cloud, object>> = options.transform ?? {};
  const transform = transforms[args.cloud] ?? {};
  const { routes = {}, functions, ownAddresses = false } = args;
  const asked = { routes, functions: Object.keys(functions), ownAddresses };
  const { patterns, routed } = settleRoutes(asked, args.cloud, where);
  const kind = routed.some((target) => functions[target]?.streaming) ? "streaming" : "buffered";
  checkNames({ component: "Gateway", cloud: args.cloud, name, transform, targets: routed, kind }, where);
  return {
    name,
    where,
    on,
    targets: normalizeTargets(args, routed, where),
    routes: patterns,
    zone: args.zone,
    protection: args.protection ?? "retain",
    tags: tagsOf(on("tags"), args.tags ?? {}, { set: args.set }, { cloud: args.cloud, where }),
    transform,
  };
}

/** The address of each function, with the path under which it answers there. */
function buildUrls({ targets, routes }: GatewayPlan<object>, { urlOf }: GatewayParts<object>) {
  const urls = targets.map((target) => {
    return [target.name, urlOf(target).apply((url) => url + pathTo(target.name, routes))] as const;
  });
  return all(Object.fromEntries(urls));
}

/**
 * Gives functions an address:
 *
 * - AWS: [an HTTP API](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html) with access log and
 *   throttling; for a function that streams, [a Function URL](https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html).
 * - Google Cloud: each function's own address, open to everyone.
 * - Azure: each function app's own address.
 * - Cloudflare: workers.dev, or a host name in a zone of your own; in front of several functions is
 *   [a Worker that calls them](https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/).
 *
 * ### Limits
 * An HTTP API answers 100 requests a second, 200 at once, before it answers 429; change it with
 * `transform: { aws: { stage: … } }`. A Function URL has no such setting. It is limited by the concurrency of the account, 1,000
 * requests at once, or what is reserved for the function, and ten times as many requests a second
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html). Nothing is reserved by default: new accounts have 10 in
 * all and keep them unreserved, so that AWS would refuse it. Reserve some with
 * `transform: { functions: { feed: { aws: { function: { reservedConcurrentExecutions: 50 } } } } }` of the set.
 *
 * @example
 * new Gateway("shop", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop",
 *   functions: { api: { handle: api.handle } }, routes: { "/*": "api" },
 * });
 */
export class Gateway extends ComponentResource {
  /**
   * The address that routes are relative to: `https://abc.execute-api.eu-west-1.amazonaws.com`. Where every function has its own
   * address: that of the first.
   */
  readonly url: Output<string>;
  /**
   * The address of each function that has a route, by name: the shortest of its routes. Of a route with parameters it is the part
   * before them, used only where there is no other route.
   */
  readonly urls: Output<{ [name: string]: string }>;
  /** The raw resources. */
  readonly nodes: GatewayNodes;

  constructor(name: string, args: GatewayArgs, opts: GatewayOptions = {}) {
    super("fourfold:index:Gateway", requireName(name, "Gateway"), {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(this, opts, args.cloud, plan.where);
    const parts = build(builders, args.cloud, this, plan);
    this.url = parts.urlOf(plan.targets[0]);
    this.urls = buildUrls(plan, parts);
    this.nodes = { [args.cloud]: parts.nodes };
    const { set, cloud, routes = {} } = args;
    // Tools that read the state learn from it whose gateway this is, and which path leads where.
    this.registerOutputs({ set, cloud, url: this.url, urls: this.urls, routes });
  }
}
