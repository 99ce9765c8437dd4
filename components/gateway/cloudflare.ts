import {
  WorkersRoute,
  type WorkersRouteArgs,
  WorkersScriptSubdomain,
  type WorkersScriptSubdomainArgs,
} from "@pulumi/cloudflare";
import { type ComponentResource, interpolate } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import { type Transform, transformed } from "../support/transform.ts";
import type { ZoneArgs } from "./args.ts";
import type { GatewayBuilder, GatewayParts, GatewayPlan } from "./plan.ts";

export interface CloudflareGatewayNodes {
  /** Whether the one function answers on workers.dev. */
  readonly subdomain?: WorkersScriptSubdomain;
  /** The routes in a zone, by path. */
  readonly routes?: { readonly [path: string]: WorkersRoute };
}

export interface CloudflareGatewayTransform {
  /** The address on workers.dev. @default unchanged */
  readonly subdomain?: Transform<WorkersScriptSubdomainArgs>;
  /** Every route in a zone. @default unchanged */
  readonly route?: Transform<WorkersRouteArgs>;
}

type Plan = GatewayPlan<CloudflareGatewayTransform>;

/** One Worker has one address there: https://developers.cloudflare.com/workers/configuration/routing/workers-dev/ */
function createSubdomain(
  self: ComponentResource,
  { name, where, on, routes, transform }: Plan,
): GatewayParts<CloudflareGatewayNodes> {
  const [route, ...others] = routes;
  if (others.length > 0) {
    throw new FourfoldError("ERR_UNSUPPORTED", {
      where,
      what: `${routes.length} routes need a zone: on workers.dev every Worker has an address of its own.`,
      fix: "Pass `cloudflare: { zone: { id, hostname } }`, or let one function route.",
    });
  }
  const scriptName = route.function("name");
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

/** A route for each path. The more specific pattern wins: https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior */
function createRoutes(
  self: ComponentResource,
  { name, routes, transform }: Plan,
  zone: ZoneArgs,
): GatewayParts<CloudflareGatewayNodes> {
  const created = routes.map(({ path, function: script }) => {
    const args: WorkersRouteArgs = {
      zoneId: zone.id,
      pattern: interpolate`${zone.hostname}${path}`,
      script: script("name"),
    };
    const child = path === "/*" ? `${name}-route` : `${name}-route${path.replace(/[/*]+/g, "-")}`;
    const resource = new WorkersRoute(...transformed(transform.route, child, args, { parent: self }));
    return [path, resource] as const;
  });
  return { url: interpolate`https://${zone.hostname}`, nodes: { routes: Object.fromEntries(created) } };
}

/** An address on workers.dev, or routes in a zone. */
export const build: GatewayBuilder<CloudflareGatewayNodes, CloudflareGatewayTransform> = (self, plan) =>
  plan.zone === undefined ? createSubdomain(self, plan) : createRoutes(self, plan, plan.zone);
