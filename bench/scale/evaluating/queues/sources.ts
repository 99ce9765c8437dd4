function set(name: string): string {
  return `
import { functionSet, queue, type } from "fourfold";

export const ${name} = functionSet("${name}", {
  root: import.meta.url,
  resources: { orders: queue(type<{ readonly sku: string }>()) },
  functions: {
    api: { handler: "./${name}-api.ts", http: true, links: { orders: ["send"] } },
    worker: { handler: "./${name}-worker.ts", consumes: "orders" },
  },
  routes: { "/api/*": "api" },
});
`;
}

function api(name: string): string {
  return `
import { http } from "fourfold/runtime";
import { ${name} } from "./${name}.ts";

export default http(${name}, "api", ({ orders }) => ({
  fetch: async () => Response.json(await orders.send({ sku: "tea-pot" }), { status: 202 }),
}));
`;
}

function worker(name: string): string {
  return `
import { consumer } from "fourfold/runtime";
import { ${name} } from "./${name}.ts";

export default consumer(${name}, "worker", () => async ({ sku }, { log }) => log.info("It is packed.", { sku }));
`;
}

/** The files of a project with a set for each name, by path. */
export function queueSourcesOf(names: readonly string[]): Readonly<Record<string, string>> {
  const files = names.flatMap((name) => [
    [`src/${name}.ts`, set(name)] as const,
    [`src/${name}-api.ts`, api(name)] as const,
    [`src/${name}-worker.ts`, worker(name)] as const,
  ]);
  return { "package.json": '{ "name": "queues", "type": "module" }', ...Object.fromEntries(files) };
}
