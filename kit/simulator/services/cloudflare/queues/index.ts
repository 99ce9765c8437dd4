import type { World } from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import type { ApiService, CloudflareService } from "../api/index.ts";
import type { Broker } from "./broker.ts";
import { Consumers } from "./consumers.ts";
import { callers, operations } from "./operations.ts";
import { queueType } from "./queue.ts";
import { consumerType } from "./queue-consumer.ts";
import { queueRoutes } from "./routes.ts";

export { Broker } from "./broker.ts";

/** Queues, and their consumers. */
export function queuesService(world: World, api: ApiService, broker: Broker, host: WorkerHost): CloudflareService {
  const consumers = new Consumers(world, broker, host);
  return {
    name: "Queues",
    types: [queueType(api, broker, consumers), consumerType(consumers)],
    routes: queueRoutes(world, broker),
    operations,
    callers,
    stop: async () => consumers.stop(),
  };
}
