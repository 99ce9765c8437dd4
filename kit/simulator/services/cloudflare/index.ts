import type { CloudPackage, World } from "../../contract.ts";
import { accountService } from "./account/index.ts";
import { apiService } from "./api/index.ts";
import { configuration } from "./configuration.ts";
import { cronService } from "./cron/index.ts";
import { Databases, d1Service } from "./d1/index.ts";
import { scope } from "./ids.ts";
import { notificationsService } from "./notifications/index.ts";
import { Broker, queuesService } from "./queues/index.ts";
import { routingService } from "./routing/index.ts";
import { StoredSecrets, secretsStoreService } from "./secretsstore/index.ts";
import { workersService } from "./workers/index.ts";

/** The simulated part of Cloudflare: what `@pulumi/cloudflare` can deploy here. */
export function services(world: World): CloudPackage {
  const api = apiService(world, () => [queues, d1, workers, secretsStore].flatMap(({ routes = [] }) => routes));
  const [broker, databases, secrets] = [new Broker(world), new Databases(world), new StoredSecrets(world)];
  const workers = workersService(world, { queues: broker, databases, secrets });
  const queues = queuesService(world, api, broker, workers.host);
  const d1 = d1Service(world, api, databases);
  const secretsStore = secretsStoreService(world, api, secrets);
  return {
    package: "cloudflare",
    kind: "bridged",
    configuration,
    scope: () => scope,
    // Queues stop before the Workers that they deliver to, and databases after the Workers that ask them.
    services: [
      queues,
      workers,
      d1,
      secretsStore,
      routingService(workers.host),
      cronService(world, workers.host),
      api,
      accountService(),
      notificationsService(),
    ],
  };
}
