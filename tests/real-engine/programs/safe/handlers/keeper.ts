import { http } from "fourfold/runtime";
import { vault } from "../renamed-set.ts";
import { answerWith } from "./answer.ts";

/** `GET /bound`, `/generated` and `/later` answer what the secret from this source is. */
export default http(vault, "keeper", ({ payments, tokens, friend }) => ({
  async fetch({ url }) {
    const { pathname } = new URL(url);
    if (pathname === "/bound") return answerWith(payments);
    return answerWith(pathname === "/generated" ? tokens : friend);
  },
}));
