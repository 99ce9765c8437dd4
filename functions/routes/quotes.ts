import { Hono } from "hono";
import type { Terms } from "../model/quote.ts";
import { readQuoted } from "./quoted.ts";

/** `POST /quotes`: what a basket costs, or what is wrong with it. @see readQuoted */
export function quotes(terms: Terms): Hono {
  return new Hono().post("/", async (c) => c.json((await readQuoted(c.req.raw, terms)).quote));
}
