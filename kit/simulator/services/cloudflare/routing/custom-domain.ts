import { CloudError, type Constraint, type ResourceType } from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { requiredText, textAt } from "../../read.ts";
import { accountConstraint, idOf } from "../account.ts";
import { domainToken } from "../tokens.ts";
import { requireScript } from "../workers/script.ts";
import { closeHost, hostOf, openHost, zoneKey } from "./front.ts";
import { zoneIdOf, zoneName } from "./zone.ts";

const constraints: readonly Constraint[] = [
  accountConstraint,
  {
    property: "hostname",
    rule: "must be a host name without wildcards and path",
    source: "https://developers.cloudflare.com/workers/configuration/routing/custom-domains/",
    accepts: (value) => typeof value === "string" && /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(value),
    refused: { hostname: "*.example.com" },
  },
];

/** A host name whose origin is a Worker. https://developers.cloudflare.com/workers/configuration/routing/custom-domains/ */
export function customDomainType(host: WorkerHost): ResourceType {
  return {
    token: domainToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workerscustomdomain/",
    replaceOn: ["accountId", "hostname"],
    properties: {
      accountId: "simulated",
      hostname: "simulated",
      service: "simulated",
      zoneId: "simulated",
      zoneName: "simulated",
      environment: { inert: "A Worker has one environment." },
    },
    constraints,
    example: { accountId: "0123456789abcdef0123456789abcdef", hostname: "shop.example.com", service: "shop-api" },
    create({ inputs }, world) {
      const account = requiredText(inputs, "accountId");
      const hostname = requiredText(inputs, "hostname");
      requireScript(account, requiredText(inputs, "service"), world);
      const zoneId = textAt(inputs, "zoneId");
      const name = textAt(inputs, "zoneName") ?? (zoneId === undefined ? undefined : zoneName(zoneId, world));
      if (name !== undefined && hostname !== name && !hostname.endsWith(`.${name}`)) {
        throw new CloudError("100117", `The hostname ${hostname} is not in the zone ${name}.`);
      }
      // Without a zone, the provider finds the one that the name is in: here the last two parts of it.
      const zone = name ?? hostname.split(".").slice(-2).join(".");
      return {
        id: idOf(domainToken, account, hostname),
        outputs: {
          zoneName: zone,
          zoneId: zoneId ?? zoneIdOf(zone),
          certId: idOf("certificate", hostname),
          environment: textAt(inputs, "environment") ?? "production",
        },
      };
    },
    apply: ({ inputs }, world) => openHost(hostOf(inputs), host, world),
    serves: ({ inputs }) => ({ endpoint: zoneKey(hostOf(inputs)), path: "/" }),
    remove: ({ inputs, id }, world) => closeHost(hostOf(inputs), id, world),
  };
}
