import { requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Properties,
  type Reference,
  type ResourceType,
  type Served,
} from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { simulated } from "../../rules.ts";
import { idOf, idRule } from "../ids.ts";
import { routeToken, scriptToken } from "../tokens.ts";
import { toScript } from "../workers/index.ts";
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
  idRule("zoneId"),
];

/** Sends the requests of a URL pattern to a Worker. */
export function routeType(host: WorkerHost): ResourceType {
  return {
    token: routeToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersroute/",
    replaceOn: ["zoneId"],
    properties: simulated("zoneId", "pattern", "script"),
    constraints,
    example: { zoneId: "0123456789abcdef0123456789abcdef", pattern: "shop.example.com/*", script: "shop-api" },
    refers: { script: toAnyScript },
    id: ({ inputs }) => idOf(routeToken, requiredText(inputs, "zoneId"), requiredText(inputs, "pattern")),
    unique: [
      {
        key: ({ inputs }) => textAt(inputs, "pattern"),
        taken: ({ inputs }) =>
          new CloudError("10020", `A route with the same pattern already exists: ${inputs.pattern}.`, 409),
      },
    ],
    check({ inputs }, world) {
      const zone = requiredText(inputs, "zoneId");
      requireZone(zone, hostOf(inputs), zoneName(zone, world));
    },
    async outputs({ inputs, old }, world) {
      if (old !== undefined && hostOf(old.inputs) !== hostOf(inputs))
        await closeHost(hostOf(old.inputs), old.id, world);
      return {};
    },
    apply: ({ inputs }, world) => openHost(hostOf(inputs), host, world),
    serves: ({ inputs }) => servedBy(inputs),
    remove: ({ inputs, id }, world) => closeHost(hostOf(inputs), id, world),
  };
}

/** A route without a Worker only disables others, and a wildcard route has no single address. */
function servedBy(inputs: Properties): Served | undefined {
  const pattern = parsePattern(requiredText(inputs, "pattern"));
  if (pattern === undefined || pattern.wildcard === "*." || textAt(inputs, "script") === undefined) return undefined;
  return { endpoint: zoneKey(pattern.host), path: pattern.path };
}

/** A route names a Worker without its account, which is the zone's. */
const toAnyScript: Reference = {
  find: (name, _request, { store }) => store.get(scriptToken, name),
  missing: toScript.missing,
};

/** https://developers.cloudflare.com/workers/configuration/routing/routes/#route-patterns-must-include-your-zone */
function requireZone(zone: string, host: string, name: string | undefined): void {
  if (name === undefined || host === name || host.endsWith(`.${name}`)) return;
  throw new CloudError("10022", `The pattern's host ${host} is not in the zone ${name} (${zone}).`);
}
