import type { Can } from "fourfold";
import { TableError } from "fourfold/runtime";
import { timeId } from "../model/id.ts";
import type { Checkout, Order } from "../model/order.ts";
import type { Quote } from "../model/prices/quote.ts";
import type { shop } from "../shop.ts";
import { Orders, type Placing } from "./orders.ts";
import { Stock } from "./stock.ts";

/** What an attempt to place an order has come to. */
export type Outcome =
  | { readonly is: "placed"; readonly order: Order }
  /** The key was used for something else before. */
  | { readonly is: "other" }
  /** There is too little of these products. */
  | { readonly is: "sold out"; readonly products: readonly string[] };

/** How many of each product are wanted, whatever the lines are. In the order of ids, as everybody takes them. */
export function wanted(items: Checkout["items"]): readonly (readonly [product: string, quantity: number])[] {
  const counts = new Map<string, number>();
  for (const { product, quantity } of items) counts.set(product, (counts.get(product) ?? 0) + quantity);
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Places orders: takes the stock, writes the order with its key, and has it fulfilled. Nothing spans these steps, so each can be done
 * again, and one that fails leaves what the next attempt with the same key, or the nightly audit, puts right:
 *
 * - Stock that was taken for an order that was never written is returned.
 * - An order that was written and not sent is sent when its key comes again.
 */
export class Till {
  readonly #orders: Orders;
  readonly #stock: Stock;
  readonly #links: Can<typeof shop, { placed: ["send"] }>;

  constructor(links: Can<typeof shop, { orders: ["read", "write"]; stock: ["read", "write"]; placed: ["send"] }>) {
    this.#orders = new Orders(links);
    this.#stock = new Stock(links);
    this.#links = links;
  }

  async place(checkout: Checkout, { goods, shipping, tax, total }: Quote, placing: Placing): Promise<Outcome> {
    const before = await this.#placed(placing);
    if (before !== undefined) return before;
    const amounts = { goods, shipping, tax, total };
    const order: Order = { ...checkout, id: timeId(), placedAt: new Date().toISOString(), state: "placed", ...amounts };
    const missing = await this.#take(order, placing.user);
    if (missing.length > 0) return { is: "sold out", products: missing };
    if (!(await this.#add(order, placing))) return this.#after(order, placing);
    await this.#links.placed.send({ user: placing.user, order: order.id });
    return { is: "placed", order };
  }

  /** What has become of an order that was not written, because there is one with its key. */
  async #after(order: Order, placing: Placing): Promise<Outcome> {
    const used = await this.#orders.ofKey(placing.user, placing.key);
    // Not where it is this one, whose first answer was lost.
    if (used?.order !== order.id) await this.#return(order);
    const placed = await this.#placed(placing);
    if (placed !== undefined) return placed;
    throw new TableError("Unavailable", "The order was not written, because others wrote at the same time.");
  }

  /** What was placed with a key before. */
  async #placed({ user, key, digest }: Placing): Promise<Outcome | undefined> {
    const used = await this.#orders.ofKey(user, key);
    if (used === undefined) return undefined;
    if (used.digest !== digest) return { is: "other" };
    const order = await this.#orders.get(user, used.order);
    if (order === undefined) return undefined;
    if (order.state === "placed") await this.#links.placed.send({ user, order: order.id });
    return { is: "placed", order };
  }

  async #add(order: Order, placing: Placing): Promise<boolean> {
    try {
      return await this.#orders.add(order, placing);
    } catch (error) {
      // Where it is not known whether the order was written, it may need its stock.
      if (error instanceof TableError && error.applied === "no") await this.#return(order);
      throw error;
    }
  }

  /** Takes what an order wants, or nothing. @returns the products of which there is too little */
  async #take(order: Order, user: string): Promise<readonly string[]> {
    const taken = await Promise.allSettled(
      wanted(order.items).map(async ([product, quantity]) => {
        return (await this.#stock.hold(product, { order: order.id, user, quantity })) ? [] : [product];
      }),
    );
    const failed = taken.find((one) => one.status === "rejected");
    const missing = taken.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (failed !== undefined || missing.length > 0) await this.#return(order);
    if (failed !== undefined) throw failed.reason;
    return missing;
  }

  async #return(order: Order): Promise<void> {
    await Promise.all(wanted(order.items).map(([product]) => this.#stock.end(product, order.id, "returned")));
  }
}
