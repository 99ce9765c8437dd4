import type { PackageServices, World } from "../../contract.ts";
import { WorkerHost } from "../../hosts/workerd/worker-host.ts";
import { scope } from "./account.ts";
import { configuration } from "./configuration.ts";
import { invokes, refusedArguments } from "./invokes.ts";
import { customDomainType } from "./routing/custom-domain.ts";
import { routeType } from "./routing/route.ts";
import { zoneType } from "./routing/zone.ts";
import { replaceCode, scriptType } from "./workers/script.ts";
import { subdomainType } from "./workers/subdomain.ts";

export { operations } from "./operations.ts";

/** The simulated part of Cloudflare: what `@pulumi/cloudflare` can deploy here. */
export function services(world: World): PackageServices {
  const host = new WorkerHost(world);
  return {
    package: "cloudflare",
    kind: "bridged",
    configuration,
    types: [scriptType(host), subdomainType(host), routeType(host), customDomainType(host), zoneType],
    invokes,
    refusedArguments,
    scope: () => scope,
    replaceCode: (from, to) => replaceCode(from, to, host, world),
    stop: () => host.stop(),
  };
}
