import { type HttpApp, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { type Handed, methods, perform } from "../perform.ts";
import { force } from "./force.ts";

const Order = v.object({ table: v.string(), method: v.picklist(methods), args: v.array(v.unknown()) });

/** The names of what can be done with each table. */
const methodsOf = (tables: ReadonlyMap<string, Handed>): object =>
  Object.fromEntries([...tables].map(([name, table]) => [name, Object.keys(table).toSorted()]));

/**
 * What answers whoever says what is to be done with which table: `POST …/perform`, and `POST …/force` past the function's links;
 * `GET …/handed` says what the function was handed.
 */
export function appOf(tables: object, more?: HttpApp["fetch"]): HttpApp {
  const named = new Map<string, Handed>(Object.entries(tables));
  return {
    async fetch(request, context) {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/handed")) return Response.json(methodsOf(named));
      if (request.method !== "POST") return new Response("ready");
      if (pathname.endsWith("/force")) return force(request, context);
      if (!pathname.endsWith("/perform")) return more?.(request, context) ?? new Response("nothing", { status: 404 });
      const { table: name, method, args } = await readJson(request, Order);
      const table = named.get(name);
      if (table?.[method] === undefined) return new Response(`${name} has no ${method}`, { status: 404 });
      return Response.json(await perform(table, method, args));
    },
  };
}
