import type { World } from "../../../contract.ts";
import { type Brokers, WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import type { CloudflareService } from "../api/index.ts";
import { callers, operations } from "./operations.ts";
import { changeSecrets, scriptNamed, scriptType } from "./script.ts";
import { secretRoutes } from "./secrets.ts";
import { subdomainType } from "./subdomain.ts";

export { toScript } from "./script.ts";

export interface WorkersService extends CloudflareService {
  /** Where Workers run: for what leads requests and events to them. */
  readonly host: WorkerHost;
}

/** Workers, and their addresses on workers.dev. @param brokers - Answer what their bindings call. */
export function workersService(world: World, brokers: Brokers): WorkersService {
  const host = new WorkerHost(world, brokers);
  return {
    name: "Workers",
    host,
    routes: secretRoutes({
      world,
      script: (account, name) => scriptNamed(account, name, world),
      change: (script, secrets) => changeSecrets(script, secrets, host, world),
    }),
    types: [scriptType(host), subdomainType(host)],
    operations,
    callers,
    stop: () => host.stop(),
  };
}
