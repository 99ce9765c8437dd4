import { http } from "fourfold/runtime";
import { office } from "../renamed-set.ts";

/** Sends to every queue, and publishes. */
export default http(office, "counter", ({ mail, stored, news }) => ({
  async fetch(request) {
    const to = new URL(request.url).pathname.slice(1);
    await Promise.all([mail.send({ to }), stored.send({ to }), news.publish({ to, kind: "refused" })]);
    return new Response("sent");
  },
}));
