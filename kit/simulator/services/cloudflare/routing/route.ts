import {
  CloudError,
  type Constraint,
  type Properties,
  type ResourceType,
  type Served,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { requiredText, textAt } from "../../read.ts";
import { idOf, idPattern } from "../account.ts";
import { routeToken, scriptToken } from "../tokens.ts";
import { closeHost, hostOf, openHost, zoneKey } from "./front.ts";
import { parsePattern } from "./route-pattern.ts";
import { zoneName } from "./zone.ts";

const page = "https://developers.cloudflare.com/workers/configuration/routing/routes/";

const constraints: readonly Constraint[] = [
  {
    property: "pattern",
    rule: "must be a host name with a path, without query: wildcards only at the start of the host and the end of the path",
    source: `${page}#validity`,
    accepts: (value) => typeof value === "string" && parsePattern(value) !== undefined,
    refused: { pattern: "shop.example.com/*.jpg" },
  },
  {
    property: "zoneId",
    rule: "must have 32 hexadecimal digits",
    source: "https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/",
    accepts: (value) => typeof value === "string" && idPattern.test(value),
    refused: { zoneId: "example.com" },
  },
];

/** Sends the requests of a URL pattern to a Worker. */
export function routeType(host: WorkerHost): ResourceType {
  return {
    token: routeToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersroute/",
    replaceOn: ["zoneId"],
    properties: { zoneId: "simulated", pattern: "simulated", script: "simulated" },
    constraints,
    example: { zoneId: "0123456789abcdef0123456789abcdef", pattern: "shop.example.com/*", script: "shop-api" },
    create({ inputs }, world) {
      const id = idOf(routeToken, requiredText(inputs, "zoneId"), requiredText(inputs, "pattern"));
      check(inputs, id, world);
      return { id, outputs: {} };
    },
    async update({ inputs }, old, world) {
      check(inputs, old.id, world);
      const before = hostOf(old.inputs);
      if (before !== hostOf(inputs)) await closeHost(before, old.id, world);
      return {};
    },
    apply: ({ inputs }, world) => openHost(hostOf(inputs), host, world),
    serves: ({ inputs }) => servedBy(inputs),
    remove: ({ inputs, id }, world) => closeHost(hostOf(inputs), id, world),
  };
}

/** A route without a Worker keeps requests away from one; one for hosts below a host has no single address. */
function servedBy(inputs: Properties): Served | undefined {
  const pattern = parsePattern(requiredText(inputs, "pattern"));
  if (pattern === undefined || pattern.wildcard === "*." || textAt(inputs, "script") === undefined) return undefined;
  return { endpoint: zoneKey(pattern.host), path: pattern.path };
}

/** @throws CloudError when the route leads to no Worker, out of its zone, or stands where another one does. */
function check(inputs: Properties, id: string, world: World): void {
  const [zone, pattern] = [requiredText(inputs, "zoneId"), requiredText(inputs, "pattern")];
  const script = textAt(inputs, "script");
  if (script !== undefined && world.store.find(scriptToken, (found) => found.id === script).length === 0) {
    throw new CloudError("10007", `This Worker does not exist on your account: ${script}.`, 404);
  }
  requireZone(zone, hostOf(inputs), zoneName(zone, world));
  const isTaken = (route: StoredResource): boolean => route.id !== id && textAt(route.inputs, "pattern") === pattern;
  if (world.store.find(routeToken, isTaken).length === 0) return;
  throw new CloudError("10020", `A route with the same pattern already exists: ${pattern}.`, 409);
}

/** https://developers.cloudflare.com/workers/configuration/routing/routes/#route-patterns-must-include-your-zone */
function requireZone(zone: string, host: string, name: string | undefined): void {
  if (name === undefined || host === name || host.endsWith(`.${name}`)) return;
  throw new CloudError("10022", `The pattern's host ${host} is not in the zone ${name} (${zone}).`);
}
