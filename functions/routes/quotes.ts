import { readJson } from "fourfold/runtime";
import { Hono } from "hono";
import { Basket } from "../model/prices/quote.ts";
import type { ToQuote } from "./quoted.ts";

/** `POST /quotes`: what a basket costs, or what is wrong with it. */
export function quoteRoutes(toQuote: ToQuote): Hono {
  return new Hono().post("/", async (c) => c.json(await toQuote(await readJson(c.req.raw, Basket))));
}
