import type { Sends } from "fourfold";
import { HttpError, MessageError } from "fourfold/runtime";
import { Hono } from "hono";
import type { Order } from "../model/order.ts";
import type { Terms } from "../model/quote.ts";
import { readQuoted } from "./quoted.ts";

/** 503 where the client may try again: the queue throttles, or does not answer. */
function unsent(cause: unknown): never {
  const isTransient = cause instanceof MessageError && (cause.code === "Throttled" || cause.code === "Unavailable");
  if (!isTransient) throw cause;
  const detail = "Orders cannot be taken at the moment. The order may have come all the same.";
  throw new HttpError(503, { detail, cause });
}

/**
 * `POST /orders`: 202 with the order's id once the order is in the queue. The total is worked out here: a total that a client
 * sends is refused, like every property that a basket does not have.
 */
export function orders(terms: Terms, placed: Pick<Sends<Order>, "send">): Hono {
  return new Hono().post("/", async (c) => {
    const { basket, quote } = await readQuoted(c.req.raw, terms);
    const { total, currency } = quote;
    const { id } = await placed.send({ ...basket, total }).catch(unsent);
    return c.json({ id, total, currency }, 202);
  });
}
