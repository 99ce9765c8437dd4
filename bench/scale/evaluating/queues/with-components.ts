import { pathToFileURL } from "node:url";
import { functionSet, queue, type } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";

/** Sets with a queue each, on one foundation, as in the project's sources. */
export function create(names: readonly string[]): void {
  const foundation = new Foundation("large", { cloud: "aws" });
  for (const name of names) {
    const set = functionSet(name, {
      root: pathToFileURL(`src/${name}.ts`).href,
      resources: { orders: queue(type<{ readonly sku: string }>()) },
      functions: {
        api: { handler: `./${name}-api.ts`, http: true, links: { orders: ["send"] } },
        worker: { handler: `./${name}-worker.ts`, consumes: "orders" },
      },
      routes: { "/api/*": "api" },
    });
    new FunctionSet(name, deploy(set, { cloud: "aws", on: foundation, protection: "destroy" }));
  }
}
