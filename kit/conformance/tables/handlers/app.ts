import { type HttpApp, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { type Handed, methods, perform } from "../perform.ts";

const Order = v.object({ table: v.string(), method: v.picklist(methods), args: v.array(v.unknown()) });

/** What answers whoever says what is to be done with which table: `POST …/perform`. */
export function appOf(tables: object, more?: HttpApp["fetch"]): HttpApp {
  const named = new Map<string, Handed>(Object.entries(tables));
  return {
    async fetch(request, ...others) {
      const { pathname } = new URL(request.url);
      if (request.method !== "POST") return new Response("ready");
      if (!pathname.endsWith("/perform")) return more?.(request, ...others) ?? new Response("nothing", { status: 404 });
      const { table: name, method, args } = await readJson(request, Order);
      const table = named.get(name);
      if (table?.[method] === undefined) return new Response(`${name} has no ${method}`, { status: 404 });
      return Response.json(await perform(table, method, args));
    },
  };
}
