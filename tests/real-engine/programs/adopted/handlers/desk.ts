import { http } from "fourfold/runtime";
import { archive } from "../set.ts";

/** `POST /ann` puts a note, `GET /ann` says whether it is there, `GET /partner` what the secret is. */
export default http(archive, "desk", ({ notes, partner }) => ({
  async fetch({ method, url }) {
    const id = new URL(url).pathname.slice(1);
    if (id === "partner") return new Response(await partner.get());
    if (method === "POST") await notes.put({ id });
    return new Response(String((await notes.get({ id })) !== undefined));
  },
}));
