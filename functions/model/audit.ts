import { type Products, quoteFor, type Terms } from "./prices/quote.ts";

/** A product that the shop offers and cannot deliver. */
export interface Undeliverable {
  readonly product: string;
  readonly country: string;
  readonly reason: string;
}

/** The result of quoting one of each product to each country. */
export interface Audit {
  /** How many quotes were made. */
  readonly quoted: number;
  readonly undeliverable: readonly Undeliverable[];
}

/** Finds what the catalogue promises and the terms do not keep: a product that is too heavy, a country without a rate. */
export function findUndeliverable(terms: Terms, products: Products): Audit {
  const countries = Object.keys(terms.taxes);
  const outcomes = countries.flatMap((country) =>
    [...products.keys()].map((id) => {
      const basket = { country, items: [{ product: id, quantity: 1 }] };
      return { product: id, country, outcome: quoteFor(basket, terms, products) };
    }),
  );
  const undeliverable = outcomes.flatMap(({ product, country, outcome }) =>
    "quote" in outcome ? [] : outcome.objections.map(({ message }) => ({ product, country, reason: message })),
  );
  return { quoted: outcomes.length, undeliverable };
}
