import { pathToFileURL } from "node:url";
import { functionSet, queue, table, type } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";

interface Order {
  readonly customer: string;
  readonly id: string;
  readonly status: string;
}

/** Sets with a table and a queue each, on one foundation, as in the project's sources. */
export function create(names: readonly string[]): void {
  const foundation = new Foundation("large", { cloud: "aws" });
  for (const name of names) {
    const set = functionSet(name, {
      root: pathToFileURL(`src/${name}.ts`).href,
      resources: {
        kept: table(type<Order>(), { key: ["customer", "id"], indexes: { byStatus: "status" }, counters: ["views"] }),
        orders: queue(type<Order>()),
      },
      functions: {
        api: { handler: `./${name}-api.ts`, http: true, links: { kept: ["read", "write"], orders: ["send"] } },
        worker: { handler: `./${name}-worker.ts`, consumes: "orders", links: { kept: ["write"] } },
      },
      routes: { "/api/*": "api" },
    });
    new FunctionSet(name, deploy(set, { cloud: "aws", on: foundation, protection: "destroy" }));
  }
}
