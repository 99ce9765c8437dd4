import type { Sends } from "fourfold";
import { Hono } from "hono";
import type { Order } from "../model/order.ts";
import type { Terms } from "../model/quote.ts";
import { readQuoted } from "./quoted.ts";

/**
 * `POST /orders`: 202 with the order's id once the order is in the queue. The total is worked out here: what a client says that it
 * costs is refused, like every property that a basket does not have.
 */
export function orders(terms: Terms, placed: Pick<Sends<Order>, "send">): Hono {
  return new Hono().post("/", async (c) => {
    const { basket, quote } = await readQuoted(c.req.raw, terms);
    const { total, currency } = quote;
    const { id } = await placed.send({ ...basket, total });
    return c.json({ id, total, currency }, 202);
  });
}
