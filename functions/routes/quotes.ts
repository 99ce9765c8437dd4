import { HttpError, readJson } from "fourfold/runtime";
import { Hono } from "hono";
import { Basket, quoteFor, type Terms } from "../model/quote.ts";

/**
 * `POST /quotes`: what a basket costs. 400 when the basket is not well formed, 422 when it cannot be delivered;
 * either way `issues` says which parts of it are meant.
 */
export function quotes(terms: Terms): Hono {
  return new Hono().post("/", async (c) => {
    const outcome = quoteFor(await readJson(c.req.raw, Basket), terms);
    if ("quote" in outcome) return c.json(outcome.quote);
    throw new HttpError(422, {
      code: "undeliverable",
      detail: "This basket cannot be delivered.",
      issues: outcome.objections,
    });
  });
}
