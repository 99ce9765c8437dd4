import { http } from "fourfold/runtime";
import { notes } from "../set.ts";

/** `POST /ann` puts a note of hers, `GET /ann` counts them. */
export default http(notes, "desk", ({ notes: table }) => ({
  async fetch({ method, url }) {
    const owner = new URL(url).pathname.slice(1);
    if (method === "POST") await table.put({ owner, id: crypto.randomUUID(), text: "hello" });
    return new Response(String((await table.query({ owner })).items.length));
  },
}));
