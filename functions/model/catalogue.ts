import type { Amount } from "./money.ts";
import type { TaxClass } from "./tax.ts";

/** Something the shop sells. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** Price of one, without tax. */
  readonly price: Amount;
  readonly taxClass: TaxClass;
  /** Weight of one in grams, packed. */
  readonly weight: number;
}

const products: readonly Product[] = [
  { id: "beans-decaf", name: "Decaf beans, 1 kg", price: 2_150, taxClass: "reduced", weight: 1_050 },
  { id: "beans-espresso", name: "Espresso beans, 1 kg", price: 1_890, taxClass: "reduced", weight: 1_050 },
  { id: "beans-filter", name: "Filter beans, 1 kg", price: 1_790, taxClass: "reduced", weight: 1_050 },
  { id: "book-brewing", name: "The book of brewing", price: 2_799, taxClass: "reduced", weight: 640 },
  { id: "cup-small", name: "Espresso cup", price: 845, taxClass: "standard", weight: 210 },
  { id: "cup-tall", name: "Latte glass", price: 1_095, taxClass: "standard", weight: 340 },
  { id: "dripper", name: "Porcelain dripper", price: 2_450, taxClass: "standard", weight: 480 },
  { id: "filters", name: "Paper filters, 100", price: 599, taxClass: "standard", weight: 180 },
  { id: "grinder-hand", name: "Hand grinder", price: 8_990, taxClass: "standard", weight: 720 },
  { id: "kettle", name: "Gooseneck kettle", price: 6_495, taxClass: "standard", weight: 1_300 },
  { id: "machine", name: "Espresso machine", price: 64_900, taxClass: "standard", weight: 11_800 },
  { id: "scale", name: "Brewing scale", price: 3_999, taxClass: "standard", weight: 390 },
];

const byId = new Map(products.map((product) => [product.id, product]));

/** The product with an id, if there is one. */
export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

/** Every product, in the order of ids. */
export function allProducts(): readonly Product[] {
  return products;
}

/** Part of a list, and where the next part begins. */
export interface Page {
  readonly items: readonly Product[];
  /** The id after which the next page begins, unless this is the last. */
  readonly next: string | undefined;
}

/**
 * Products in the order of ids. A page begins after an id, not at a number, so that a product which is added or
 * removed between two pages does not make another one appear twice or never.
 */
export function pageOfProducts(limit: number, after = ""): Page {
  const rest = products.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? items.at(-1)?.id : undefined };
}
