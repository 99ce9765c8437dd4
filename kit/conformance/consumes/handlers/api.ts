import { http, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { messages } from "../set.ts";
import { answer } from "./answer.ts";
import { ApiRequest, askAsFunction } from "./ask.ts";

/**
 * What is to be sent: `POST /work`, `/events`; `/many/work` for lists of items. Invalid values other than items are left for the
 * drivers to find.
 */
const Order = v.object({
  item: v.optional(v.any()),
  items: v.optional(v.array(v.any()), []),
  attributes: v.optional(v.any(), {}),
});

type Way = (order: v.InferOutput<typeof Order>) => Promise<unknown>;

/** Sends what it is asked to send, and calls the cloud's API with its own identity. */
export default http(messages, "api", ({ events, unheard, ...queues }) => {
  const ways = new Map<string, Way>();
  for (const [name, queue] of Object.entries(queues)) {
    ways.set(`/${name}`, ({ item, attributes }) => queue.send(item, { attributes }));
    ways.set(`/many/${name}`, ({ items, attributes }) => queue.sendMany(items, { attributes }));
  }
  for (const [name, topic] of Object.entries({ events, unheard })) {
    ways.set(`/${name}`, ({ item }) => topic.publish(item));
    ways.set(`/many/${name}`, ({ items }) => topic.publishMany(items));
  }
  return {
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (request.method !== "POST") return new Response("ready");
      if (pathname === "/ask") return Response.json(await askAsFunction(await readJson(request, ApiRequest)));
      const way = ways.get(pathname);
      if (way === undefined) return new Response("no such queue", { status: 404 });
      const order = await readJson(request, Order);
      return answer(() => way(order));
    },
  };
});
