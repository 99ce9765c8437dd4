import { http } from "fourfold/runtime";
import { safe } from "../set.ts";
import { answerWith } from "./answer.ts";

/** `GET /bound`, `/generated` and `/later` answer what the secret from this source is. */
export default http(safe, "clerk", ({ stripe, signing, partner }) => ({
  async fetch({ url }) {
    console.log("asked");
    const { pathname } = new URL(url);
    if (pathname === "/bound") return answerWith(stripe);
    return answerWith(pathname === "/generated" ? signing : partner);
  },
}));
