import type { Basket } from "./quote.ts";

/** What is taken from a shelf. */
export interface PickedItem {
  readonly shelf: string;
  readonly product: string;
  readonly quantity: number;
}

/** The shelf of each product. The latte glass is sold already and has no shelf yet, so orders for it become dead letters. */
const shelves = new Map([
  ["beans-decaf", "A1"],
  ["beans-espresso", "A2"],
  ["beans-filter", "A3"],
  ["book-brewing", "B1"],
  ["cup-small", "B2"],
  ["dripper", "B4"],
  ["filters", "C1"],
  ["grinder-hand", "C2"],
  ["kettle", "C3"],
  ["machine", "D1"],
  ["scale", "D2"],
]);

/** What to take from which shelf, in the order of shelves, or the products that have none. */
export type Picking = { readonly picks: readonly PickedItem[] } | { readonly missing: readonly string[] };

/** Works out how the items of a basket are picked from the shelves. */
export function pick(items: Basket["items"]): Picking {
  const picks: PickedItem[] = [];
  const missing: string[] = [];
  for (const { product, quantity } of items) {
    const shelf = shelves.get(product);
    if (shelf === undefined) missing.push(product);
    else picks.push({ shelf, product, quantity });
  }
  if (missing.length > 0) return { missing };
  return { picks: picks.toSorted((one, other) => (one.shelf < other.shelf ? -1 : 1)) };
}
