import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type ResourceType, type World } from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { idOf, idRule } from "../ids.ts";
import { domainToken } from "../tokens.ts";
import { toScript } from "../workers/index.ts";
import { closeHost, hostOf, openHost, zoneKey } from "./front.ts";
import { zoneIdOf, zoneName } from "./zone.ts";

const constraints: readonly Constraint[] = [
  idRule("accountId"),
  matches(
    "hostname",
    /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u,
    "must be a host name without wildcards and path",
    "https://developers.cloudflare.com/workers/configuration/routing/custom-domains/",
    "*.example.com",
  ),
];

/** A host name whose origin is a Worker. https://developers.cloudflare.com/workers/configuration/routing/custom-domains/ */
export function customDomainType(host: WorkerHost): ResourceType {
  return {
    token: domainToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workerscustomdomain/",
    replaceOn: ["accountId", "hostname"],
    properties: {
      ...simulated("accountId", "hostname", "service", "zoneId", "zoneName"),
      ...inert("A Worker has one environment.", "environment"),
    },
    constraints,
    example: { accountId: "0123456789abcdef0123456789abcdef", hostname: "shop.example.com", service: "shop-api" },
    refers: { service: toScript },
    id: ({ inputs }) => idOf(domainToken, requiredText(inputs, "accountId"), requiredText(inputs, "hostname")),
    check({ inputs }, world) {
      const [hostname, zone] = [requiredText(inputs, "hostname"), givenZone(inputs, world)];
      if (zone === undefined || hostname === zone || hostname.endsWith(`.${zone}`)) return;
      throw new CloudError("100117", `The hostname ${hostname} is not in the zone ${zone}.`);
    },
    defaults: { environment: "production" },
    outputs({ inputs }, world) {
      const hostname = requiredText(inputs, "hostname");
      // Without a zone, the provider finds the one that contains the name: here it is the last two labels.
      const zone = givenZone(inputs, world) ?? hostname.split(".").slice(-2).join(".");
      return {
        zoneName: zone,
        zoneId: textAt(inputs, "zoneId") ?? zoneIdOf(zone),
        certId: idOf("certificate", hostname),
      };
    },
    apply: ({ inputs }, world) => openHost(hostOf(inputs), host, world),
    serves: ({ inputs }) => ({ endpoint: zoneKey(hostOf(inputs)), path: "/" }),
    remove: ({ inputs, id }, world) => closeHost(hostOf(inputs), id, world),
  };
}

function givenZone(inputs: Properties, world: World): string | undefined {
  const zoneId = textAt(inputs, "zoneId");
  return textAt(inputs, "zoneName") ?? (zoneId === undefined ? undefined : zoneName(zoneId, world));
}
