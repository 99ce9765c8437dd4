import type { Basket, Products } from "./prices/quote.ts";

/** What is taken from a shelf. */
export interface PickedItem {
  readonly shelf: string;
  readonly product: string;
  readonly quantity: number;
}

/** What to take from which shelf, in the order of shelves, or the products that have none. */
export type Picking = { readonly picks: readonly PickedItem[] } | { readonly missing: readonly string[] };

/** Works out how the items of a basket are picked from the shelves. */
export function pick(items: Basket["items"], products: Products): Picking {
  const picks: PickedItem[] = [];
  const missing: string[] = [];
  for (const { product, quantity } of items) {
    const shelf = products.get(product)?.shelf;
    if (shelf === undefined) missing.push(product);
    else picks.push({ shelf, product, quantity });
  }
  if (missing.length > 0) return { missing };
  return { picks: picks.toSorted((one, other) => (one.shelf < other.shelf ? -1 : 1)) };
}
