import { http, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { messages } from "../set.ts";
import { answer } from "./answer.ts";

/** What is to be sent: `POST /work`, `/kept`, `/events`; `/many/work` for lists of items. Whatever is not an item is for the drivers to find. */
const Order = v.object({
  item: v.optional(v.any()),
  items: v.optional(v.array(v.any()), []),
  attributes: v.optional(v.any(), {}),
});

/** Sends what it is asked to. */
export default http(messages, "api", ({ work, kept, events }) => ({
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST") return new Response("ready");
    const { item, items, attributes } = await readJson(request, Order);
    switch (pathname) {
      case "/work":
        return answer(() => work.send(item, { attributes }));
      case "/many/work":
        return answer(() => work.sendMany(items, { attributes }));
      case "/kept":
        return answer(() => kept.send(item, { attributes }));
      case "/many/kept":
        return answer(() => kept.sendMany(items));
      case "/events":
        return answer(() => events.publish(item));
      case "/many/events":
        return answer(() => events.publishMany(items));
      default:
        return new Response("no such queue", { status: 404 });
    }
  },
}));
