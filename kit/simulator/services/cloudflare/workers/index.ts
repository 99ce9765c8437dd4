import type { Service, World } from "../../../contract.ts";
import type { QueueBroker } from "../../../hosts/workerd/producers.ts";
import { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { callers, operations } from "./operations.ts";
import { scriptType } from "./script.ts";
import { subdomainType } from "./subdomain.ts";

export { toScript } from "./script.ts";

export interface WorkersService extends Service {
  /** Runs the Workers, for the services that pass requests and events to them. */
  readonly host: WorkerHost;
}

/** Workers, and their addresses on workers.dev. @param broker - Stores what their bindings to queues send. */
export function workersService(world: World, broker: QueueBroker): WorkersService {
  const host = new WorkerHost(world, broker);
  return {
    name: "Workers",
    host,
    types: [scriptType(host), subdomainType(host)],
    operations,
    callers,
    stop: () => host.stop(),
  };
}
