import { http } from "fourfold/runtime";
import { mail } from "../set.ts";

/** Sends to every queue, and publishes. */
export default http(mail, "post", ({ letters, waiting, events }) => ({
  async fetch(request) {
    const to = new URL(request.url).pathname.slice(1);
    await Promise.all([letters.send({ to }), waiting.send({ to }), events.publish({ to, kind: "returned" })]);
    return new Response("sent");
  },
}));
