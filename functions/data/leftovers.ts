import type { Can } from "fourfold";
import type { Product } from "../model/product.ts";
import type { shop } from "../shop.ts";
import { OrderBook } from "./orders.ts";
import { Stock } from "./stock.ts";

/** How old a hold is that nothing is under way for any more, in milliseconds: a request or a message takes seconds. */
const patience = 3_600_000;

type Links = Can<typeof shop, { stock: ["read", "write"]; orders: ["read"]; placed: ["send"] }>;

/** What was put right. */
export interface Tidied {
  /** Holds of orders that were never written, or are decided. */
  readonly ended: number;
  /** Orders that were written, and have waited for long. */
  readonly sent: number;
}

/**
 * Puts right what has failed half-way, product by product: stock is returned that was taken for an order which was never written, and an
 * order is sent again which nobody has processed. Sending one twice does no harm.
 */
export async function tidyUp(links: Links, products: Iterable<Product["id"]>, now: Date): Promise<Tidied> {
  const orders = new OrderBook(links);
  const stock = new Stock(links);
  let ended = 0;
  const sent = new Set<string>();
  for (const product of products) {
    const { holds } = await stock.level(product);
    const old = Object.entries(holds).filter(([, { since }]) => now.getTime() - Date.parse(since) > patience);
    for (const [id, { user }] of old) {
      const order = await orders.get(user, id);
      if (order?.state !== "placed") {
        await stock.end(product, id, order?.state === "fulfilled" ? "sold" : "returned");
        ended += 1;
      } else if (!sent.has(id)) {
        await links.placed.send({ user, order: id });
        sent.add(id);
      }
    }
  }
  return { ended, sent: sent.size };
}
