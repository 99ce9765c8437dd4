function set(name: string): string {
  return `
import { functionSet, queue, table, type } from "fourfold";

interface Order {
  readonly customer: string;
  readonly id: string;
  readonly status: string;
}

export const ${name} = functionSet("${name}", {
  root: import.meta.url,
  resources: {
    kept: table(type<Order>(), { key: ["customer", "id"], indexes: { byStatus: "status" }, counters: ["views"] }),
    orders: queue(type<Order>()),
  },
  functions: {
    api: { handler: "./${name}-api.ts", http: true, links: { kept: ["read", "write"], orders: ["send"] } },
    worker: { handler: "./${name}-worker.ts", consumes: "orders", links: { kept: ["write"] } },
  },
  routes: { "/api/*": "api" },
});
`;
}

function api(name: string): string {
  return `
import { http } from "fourfold/runtime";
import { ${name} } from "./${name}.ts";

const order = { customer: "ada", id: "1", status: "placed" };

export default http(${name}, "api", ({ kept, orders }) => ({
  async fetch() {
    await orders.send(order);
    return Response.json(await kept.get(order), { status: 202 });
  },
}));
`;
}

function worker(name: string): string {
  return `
import { consumer } from "fourfold/runtime";
import { ${name} } from "./${name}.ts";

export default consumer(${name}, "worker", ({ kept }) => async (order) => void (await kept.put(order)));
`;
}

/** The files of a project with a set for each name, by path. */
export function resourceSourcesOf(names: readonly string[]): Readonly<Record<string, string>> {
  const files = names.flatMap((name) => [
    [`src/${name}.ts`, set(name)] as const,
    [`src/${name}-api.ts`, api(name)] as const,
    [`src/${name}-worker.ts`, worker(name)] as const,
  ]);
  return { "package.json": '{ "name": "resources", "type": "module" }', ...Object.fromEntries(files) };
}
