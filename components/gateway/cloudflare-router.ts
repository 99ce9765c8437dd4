import { WorkersScript, type WorkersScriptArgs } from "@pulumi/cloudflare/workersScript.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { bundleRouter, workersCompatibility } from "../../kit/bundler/index.ts";
import { physicalName } from "../support/naming.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayPlan } from "./plan.ts";

/**
 * The Worker in front of several functions, which calls the one that a path leads to by a binding, so that these need no
 * addresses of their own. A request then uses 2 of the 32 Workers that it may run:
 * https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/#limits
 */
export function createRouter(
  self: ComponentResource,
  { name, on, targets, routes, transform }: GatewayPlan<{ readonly router?: Transform<WorkersScriptArgs> }>,
): WorkersScript {
  const args: WorkersScriptArgs = {
    accountId: on("accountId"),
    scriptName: physicalName(self, `${name}-router-name`, name, { max: 63, separator: "-" }),
    content: bundleRouter(routes),
    mainModule: "index.js",
    bindings: targets.map((target) => ({ type: "service", name: target.name, service: target.function("name") })),
    compatibilityDate: workersCompatibility.compatibilityDate,
  };
  return new WorkersScript(...transformed(transform.router, `${name}-router`, args, { parent: self }));
}
