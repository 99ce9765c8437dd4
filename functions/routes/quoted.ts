import { HttpError, readJson } from "fourfold/runtime";
import { Basket, type Quote, quoteFor, type Terms } from "../model/quote.ts";

/** A basket, and what it costs. */
export interface Quoted {
  readonly basket: Basket;
  readonly quote: Quote;
}

/**
 * Reads the basket that a request sends, and works out what it costs.
 * @throws HttpError 400 when the basket is not well formed, 422 when it cannot be delivered; either way `issues` says which parts
 * of it are meant.
 */
export async function readQuoted(request: Request, terms: Terms): Promise<Quoted> {
  const basket = await readJson(request, Basket);
  const outcome = quoteFor(basket, terms);
  if ("quote" in outcome) return { basket, quote: outcome.quote };
  throw new HttpError(422, {
    code: "undeliverable",
    detail: "This basket cannot be delivered.",
    issues: outcome.objections,
  });
}
