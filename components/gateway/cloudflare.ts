import { WorkersRoute, type WorkersRouteArgs } from "@pulumi/cloudflare/workersRoute.js";
import type { WorkersScript, WorkersScriptArgs } from "@pulumi/cloudflare/workersScript.js";
import { WorkersScriptSubdomain, type WorkersScriptSubdomainArgs } from "@pulumi/cloudflare/workersScriptSubdomain.js";
import { type ComponentResource, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { formerly } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { ZoneArgs } from "./args.ts";
import { createRouter } from "./cloudflare-router.ts";
import type { GatewayBuilder, GatewayPlan } from "./plan.ts";
import { nameOfPath, withAliases } from "./route-names.ts";

export interface CloudflareGatewayNodes {
  /** The Worker in front of several functions. */
  readonly router?: WorkersScript;
  /** Whether the one function, or the router, answers on workers.dev. */
  readonly subdomain?: WorkersScriptSubdomain;
  /** The routes in a zone, by path. */
  readonly routes?: { readonly [path: string]: WorkersRoute };
}

export interface CloudflareGatewayTransform {
  /** The Worker in front of several functions. @default unchanged */
  readonly router?: Transform<WorkersScriptArgs>;
  /** The address on workers.dev. @default unchanged */
  readonly subdomain?: Transform<WorkersScriptSubdomainArgs>;
  /** Every route in a zone. @default unchanged */
  readonly route?: Transform<WorkersRouteArgs>;
}

type Plan = GatewayPlan<CloudflareGatewayTransform>;

/** What gives Workers an address, and what it is. */
interface Address {
  readonly url: Output<string>;
  readonly nodes: CloudflareGatewayNodes;
}

/** A Worker's own address: https://developers.cloudflare.com/workers/configuration/routing/workers-dev/ */
function createSubdomain(self: ComponentResource, { name, on, transform }: Plan, scriptName: Output<string>): Address {
  const args: WorkersScriptSubdomainArgs = {
    accountId: on("accountId"),
    scriptName,
    enabled: true,
    previewsEnabled: false,
  };
  const subdomain = new WorkersScriptSubdomain(
    ...transformed(transform.subdomain, `${name}-subdomain`, args, { parent: self }),
  );
  return {
    url: interpolate`https://${subdomain.scriptName}.${on("workersSubdomain")}.workers.dev`,
    nodes: { subdomain },
  };
}

/** A route to be made in a zone: its pattern without the host name, and the names of its child. */
interface ZoneRoute {
  readonly path: string;
  readonly pattern: string;
  readonly name: string;
  readonly former: string;
}

/**
 * The patterns that lead to the one function that there is. A pattern is compared with the whole URL, and has no wildcards
 * but those at its ends: so `/admin*` stands for `/admin?page=2` and all below, and for `/admins`, which the function
 * answers too. https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
 */
function patternsOf({ name, routes }: Plan): readonly ZoneRoute[] {
  const found = new Map<string, ZoneRoute>();
  for (const { route, segments, below } of routes) {
    const fixed = segments.findIndex((segment) => segment.startsWith(":"));
    const pattern = `/${segments.slice(0, fixed < 0 ? undefined : fixed).join("/")}${fixed > 0 ? "/" : ""}*`;
    const own = route === "/*" ? "" : `${nameOfPath(segments)}${below ? "-" : ""}`;
    const former = route === "/*" || fixed >= 0 ? own : route.replace(/[/*]+/g, "-");
    found.set(pattern, { path: route, pattern, name: `${name}-route${own}`, former: `${name}-route${former}` });
  }
  return [...found.values()];
}

/** The routes of a host name to a Worker. */
function createRoutes(
  self: ComponentResource,
  { transform }: Plan,
  zone: ZoneArgs,
  script: Input<string>,
  routes: readonly ZoneRoute[],
): Address {
  const created = withAliases(routes).map(({ path, pattern, name, aliases }) => {
    const args: WorkersRouteArgs = { zoneId: zone.id, pattern: interpolate`${zone.hostname}${pattern}`, script };
    const resource = new WorkersRoute(...transformed(transform.route, name, args, formerly(self, aliases)));
    return [path, resource] as const;
  });
  return { url: interpolate`https://${zone.hostname}`, nodes: { routes: Object.fromEntries(created) } };
}

/** The one function at its routes; or, at every path, a Worker that calls the function which a path leads to. */
function createAddress(self: ComponentResource, plan: Plan): Address {
  const { name, zone, targets } = plan;
  const [target, ...others] = targets;
  const router = others.length > 0 ? createRouter(self, plan) : undefined;
  const script = router?.scriptName ?? target.function("name");
  const everything = [{ path: "/*", pattern: "/*", name: `${name}-route`, former: `${name}-route` }];
  const { url, nodes } =
    zone === undefined
      ? createSubdomain(self, plan, script)
      : createRoutes(self, plan, zone, script, router === undefined ? patternsOf(plan) : everything);
  return { url, nodes: { ...(router === undefined ? {} : { router }), ...nodes } };
}

/** An address on workers.dev, or a host name in a zone. */
export const build: GatewayBuilder<CloudflareGatewayNodes, CloudflareGatewayTransform> = (self, plan) => {
  const { url, nodes } = createAddress(self, plan);
  return { urlOf: () => url, nodes };
};
