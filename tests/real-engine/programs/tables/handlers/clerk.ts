import { http } from "fourfold/runtime";
import { mail } from "../mail-set.ts";

/** `POST /ann` puts a letter to her, `GET /ann` counts what is there. */
export default http(mail, "clerk", ({ letters }) => ({
  async fetch({ method, url }) {
    const owner = new URL(url).pathname.slice(1);
    if (method === "POST") await letters.put({ owner, id: crypto.randomUUID(), text: "dear" }, { ifAbsent: true });
    return new Response(String((await letters.query({ owner })).items.length));
  },
}));
