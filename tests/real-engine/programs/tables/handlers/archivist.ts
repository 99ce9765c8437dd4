import { http } from "fourfold/runtime";
import { archive } from "../renamed-set.ts";

/** `GET /hello` counts the notes with this text. */
export default http(archive, "archivist", ({ papers }) => ({
  async fetch({ url }) {
    const text = new URL(url).pathname.slice(1);
    return new Response(String((await papers.queryIndex("byText", { text })).items.length));
  },
}));
