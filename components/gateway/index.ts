import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { FourfoldError, type PerCloud, requireSupport } from "fourfold";
import { build } from "../support/builders.ts";
import { Cloud, checkChoice } from "../support/cloud.ts";
import { attributesOf } from "../support/handle.ts";
import { checkProviders } from "../support/providers.ts";
import { tagsOf } from "../support/tags.ts";
import type { GatewayArgs } from "./args.ts";
import type { AwsGatewayNodes, AwsGatewayTransform } from "./aws.ts";
import type { CloudflareGatewayNodes, CloudflareGatewayTransform } from "./cloudflare.ts";
import type { GcpGatewayNodes, GcpGatewayTransform } from "./gcp.ts";
import type { GatewayBuilder, GatewayPlan, Route } from "./plan.ts";

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

function normalizeRoutes(args: GatewayArgs, where: string): readonly [Route, ...Route[]] {
  const routes = Object.entries(args.routes).map(([path, target]) => {
    const found = args.functions[target];
    if (found === undefined) {
      throw new FourfoldError("ERR_SPEC", {
        where,
        what: `the route "${path}" names "${target}", which is no function of the gateway.`,
        fix: `Name one of ${Object.keys(args.functions).join(", ")}.`,
      });
    }
    const attributes = attributesOf(found.handle, { kind: "function", cloud: args.cloud }, where);
    const { streaming = false, was = [] } = found;
    return { path, target, function: attributes, streaming, was };
  });
  const [first, ...others] = routes;
  if (first === undefined) {
    throw new FourfoldError("ERR_SPEC", { where, what: "it has no routes.", fix: 'Add one: `{ "/*": "api" }`.' });
  }
  if (others.length > 0) requireSupport("routes", args.cloud, where);
  return [first, ...others];
}

function normalizePlan(name: string, args: GatewayArgs, options: GatewayOptions): GatewayPlan<object> {
  const where = `Gateway "${name}"`;
  checkChoice("cloud", args.cloud, Cloud, where);
  const on = attributesOf(args.foundation, { kind: "foundation", cloud: args.cloud }, where);
  const transforms: Partial<Record<Cloud, object>> = options.transform ?? {};
  return {
    name,
    where,
    on,
    routes: normalizeRoutes(args, where),
    zone: args.zone,
    protection: args.protection ?? "retain",
    tags: tagsOf(on("tags"), args.tags ?? {}, { set: args.set }),
    transform: transforms[args.cloud] ?? {},
  };
}

/**
 * Gives functions an address:
 *
 * - AWS: [an HTTP API](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html) with access log and
 *   throttling; for a function that streams, [a Function URL](https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html).
 * - Google Cloud: the function's own address, open to everyone.
 * - Azure: the function app's own address.
 * - Cloudflare: workers.dev, or routes in a zone of your own.
 *
 * ### Limits
 * An HTTP API answers 100 requests a second, 200 at once, before it answers 429; change it with
 * `transform: { aws: { stage: … } }`.
 *
 * @example
 * new Gateway("shop", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop",
 *   functions: { api: { handle: api.handle } }, routes: { "/*": "api" },
 * });
 */
export class Gateway extends ComponentResource {
  /** The address that routes are relative to: `https://abc.execute-api.eu-west-1.amazonaws.com`. */
  readonly url: Output<string>;
  /** The raw resources. */
  readonly nodes: GatewayNodes;

  constructor(name: string, args: GatewayArgs, opts: GatewayOptions = {}) {
    super("fourfold:index:Gateway", name, {}, opts);
    const plan = normalizePlan(name, args, opts);
    checkProviders(opts, args.cloud, plan.where);
    const { url, nodes } = build(builders, args.cloud, this, plan);
    this.url = url;
    this.nodes = { [args.cloud]: nodes };
    this.registerOutputs({ url });
  }
}
