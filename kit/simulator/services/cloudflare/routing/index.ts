import { textAt } from "../../../contract/read.ts";
import { CloudError, type Invoke, type Service } from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { customDomainType } from "./custom-domain.ts";
import { operations } from "./operations.ts";
import { routeType } from "./route.ts";
import { foundZone, rememberZone, zoneName, zoneType } from "./zone.ts";

/** Every zone that is looked up by name exists. https://www.pulumi.com/registry/packages/cloudflare/api-docs/getzone/ */
const getZone: Invoke = (args, _scope, world) => {
  const given = textAt(args, "zoneId");
  const name = textAt(args, "filter.name") ?? (given === undefined ? undefined : zoneName(given, world));
  if (name === undefined) throw new CloudError("1001", `The zone ${given ?? ""} was not found.`, 404);
  const id = rememberZone(name, world);
  return { ...foundZone(name, world), id, zoneId: id };
};

/** Zones, and the host names and paths in them that lead to Workers. */
export function routingService(host: WorkerHost): Service {
  return {
    name: "Zones and routes",
    types: [routeType(host), customDomainType(host), zoneType],
    invokes: { "cloudflare:index/getZone:getZone": getZone },
    // Filters that are not applied here.
    refusedArguments: { "cloudflare:index/getZone:getZone": ["filter.status", "filter.types"] },
    operations,
  };
}
