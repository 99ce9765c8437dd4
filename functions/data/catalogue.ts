import type { Can } from "fourfold";
import { TableError } from "fourfold/runtime";
import type { Products } from "../model/prices/quote.ts";
import type { KeptProduct, Product, ProductChange } from "../model/product.ts";
import type { shop } from "../shop.ts";
import { contended } from "./contended.ts";
import type { PageOf, PageWish } from "./page.ts";

/** Which part of the catalogue is wanted. */
export interface CatalogueWish extends PageWish {
  /** @default all of them */
  readonly category?: Product["category"] | undefined;
}

const toProduct = ({ listing: _, ...product }: KeptProduct): Product => product;

/** The products of the shop, for whoever may read them. */
export class Catalogue {
  readonly #links: Can<typeof shop, { products: ["read"] }>;

  constructor(links: Can<typeof shop, { products: ["read"] }>) {
    this.#links = links;
  }

  async get(id: string): Promise<Product | undefined> {
    const found = await this.#links.products.get({ id });
    return found === undefined ? undefined : toProduct(found.value);
  }

  /** Those of some products that there are. */
  async find(ids: Iterable<string>): Promise<Products> {
    const found = await this.#links.products.getMany([...new Set(ids)].map((id) => ({ id })));
    const products = found.flatMap((item) => (item === undefined ? [] : [toProduct(item.value)]));
    return new Map(products.map((product) => [product.id, product]));
  }

  /** Products in the order of ids. A new one is in it some moments later. */
  async page({ category, limit, cursor }: CatalogueWish): Promise<PageOf<Product>> {
    const { products } = this.#links;
    const options = { limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await (category === undefined
      ? products.queryIndex("all", { listing: "products" }, options)
      : products.queryIndex("byCategory", { category }, options));
    const items = page.items.map(({ value }) => toProduct(value));
    return page.cursor === undefined ? { items } : { items, next: page.cursor };
  }

  /** All products, in the order of ids. */
  async all(): Promise<Products> {
    const products = new Map<string, Product>();
    for await (const { items } of this.#links.products.queryIndex("all", { listing: "products" }, { limit: 1_000 })) {
      for (const { value } of items) products.set(value.id, toProduct(value));
    }
    return products;
  }
}

/**
 * Changes the products of the shop, and publishes each change after it is made. Who is told that it failed can ask again, also when only
 * the event is missing: what there is already is made once, and published again.
 */
export class CatalogueEditor {
  readonly #links: Can<typeof shop, { products: ["read", "write"]; events: ["publish"] }>;

  constructor(links: Can<typeof shop, { products: ["read", "write"]; events: ["publish"] }>) {
    this.#links = links;
  }

  /** Adds a product. @returns whether it is the one that there is now; another one with its id stays */
  async create(product: Product): Promise<boolean> {
    const { products, events } = this.#links;
    try {
      await products.put({ ...product, listing: "products" }, { ifAbsent: true });
    } catch (error) {
      if (!(error instanceof TableError && error.code === "Conflict")) throw error;
      const kept = await products.get({ id: product.id });
      if (kept === undefined || !isSame(toProduct(kept.value), product)) return false;
    }
    await events.publish({ kind: "created", product: product.id });
    return true;
  }

  /** Changes a product. @returns nothing when there is none */
  async change(id: string, change: ProductChange): Promise<Product | undefined> {
    const { products, events } = this.#links;
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const changed = await contended(() => products.update({ id }, (product) => ({ ...product, ...given })));
    if (changed === undefined) return undefined;
    await events.publish({ kind: "updated", product: id });
    return toProduct(changed.value);
  }
}

function isSame(one: Product, other: Product): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Product>;
  return [...names].every((name) => one[name] === other[name]);
}
