import { HttpError } from "fourfold/runtime";
import type { Catalogue } from "../data/catalogue.ts";
import { type Basket, type Quote, quoteFor, type Terms } from "../model/prices/quote.ts";

/** Says what a basket costs. */
export type ToQuote = (basket: Basket) => Promise<Quote>;

/**
 * Makes what works out what a basket costs.
 * @throws HttpError 422 when it cannot be delivered; `issues` says which parts of it are meant.
 */
export function createToQuote(terms: Terms, catalogue: Catalogue): ToQuote {
  return async (basket) => {
    const products = await catalogue.find(basket.items.map(({ product }) => product));
    const outcome = quoteFor(basket, terms, products);
    if ("quote" in outcome) return outcome.quote;
    throw new HttpError(422, {
      code: "undeliverable",
      detail: "This basket cannot be delivered.",
      issues: outcome.objections,
    });
  };
}
