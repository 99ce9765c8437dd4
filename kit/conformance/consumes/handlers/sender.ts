import { http, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { delays, Work } from "../set.ts";
import { answer } from "./answer.ts";

const Order = v.object({ item: Work, after: v.optional(v.any()) });

/** Sends what it is asked to send, for later. */
export default http(delays, "sender", ({ later }) => ({
  async fetch(request) {
    if (request.method !== "POST") return new Response("ready");
    const { item, after } = await readJson(request, Order);
    return answer(() => later.send(item, { after }));
  },
}));
