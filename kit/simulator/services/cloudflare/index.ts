import type { CloudPackage, World } from "../../contract.ts";
import { accountService } from "./account/index.ts";
import { apiService } from "./api/index.ts";
import { configuration } from "./configuration.ts";
import { cronService } from "./cron/index.ts";
import { scope } from "./ids.ts";
import { Broker, queuesService } from "./queues/index.ts";
import { routingService } from "./routing/index.ts";
import { workersService } from "./workers/index.ts";

/** The simulated part of Cloudflare: what `@pulumi/cloudflare` can deploy here. */
export function services(world: World): CloudPackage {
  const api = apiService(world, () => queues.routes ?? []);
  const broker = new Broker(world);
  const workers = workersService(world, broker);
  const queues = queuesService(world, api, broker, workers.host);
  return {
    package: "cloudflare",
    kind: "bridged",
    configuration,
    scope: () => scope,
    // Queues are stopped before the Workers that they deliver to.
    services: [queues, workers, routingService(workers.host), cronService(world, workers.host), api, accountService()],
  };
}
