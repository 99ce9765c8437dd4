import { HttpError, readJson, readQuery } from "fourfold/runtime";
import { Hono } from "hono";
import type { Till } from "../data/checkout.ts";
import type { OrderBook } from "../data/orders.ts";
import { Checkout, type Order } from "../model/order.ts";
import { currency } from "../model/prices/money.ts";
import { tagOf } from "./conditional.ts";
import type { Guard } from "./guard.ts";
import { answerPage, PageQuery } from "./paging.ts";
import type { ToQuote } from "./quoted.ts";

/** A key, in quotes or without: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
const keyForm = /^"?([\w.:-]{1,64})"?$/;

function keyOf(header: string | undefined): string {
  const key = keyForm.exec(header ?? "")?.[1];
  if (key !== undefined) return key;
  const detail =
    "Send an Idempotency-Key of 1 to 64 letters, digits, and ._:-, the same when you send the order again.";
  throw new HttpError(400, { code: "idempotency_key_missing", detail });
}

/** What a customer sees: how it was paid is the bank's. */
function present({ payment: _, ...order }: Order) {
  return { ...order, currency };
}

function soldOut({ items }: Checkout, products: readonly string[]): HttpError {
  const issues = items.flatMap(({ product }, at) =>
    products.includes(product) ? [{ pointer: `/items/${at}/quantity`, message: "there is too little of it" }] : [],
  );
  return new HttpError(409, { code: "sold_out", detail: "There is too little of a product.", issues });
}

/**
 * `POST /orders`: 202 once the order is written and in the queue. The total is worked out here: one that a client sends is refused, like
 * every property that a checkout does not have. Sent again with the same `Idempotency-Key`, it is the same order.
 * `GET /orders?limit=&cursor=`: the own ones, the newest first. `GET /orders/:id`: one of them.
 */
export function orderRoutes(till: Till, orders: OrderBook, toQuote: ToQuote, guard: Guard): Hono {
  return new Hono()
    .post("/", async (c) => {
      const { id: user } = await guard.customer(c.req.raw);
      const key = keyOf(c.req.header("idempotency-key"));
      const checkout = await readJson(c.req.raw, Checkout);
      const placing = { user, key, digest: await tagOf(JSON.stringify(checkout)) };
      const outcome = await till.place(checkout, await toQuote(checkout), placing);
      if (outcome.is === "sold out") throw soldOut(checkout, outcome.products);
      if (outcome.is === "other") {
        const detail = "This Idempotency-Key was sent with another order before.";
        throw new HttpError(422, { code: "idempotency_key_reused", detail });
      }
      const { id, state, total } = outcome.order;
      return c.json({ id, state, total, currency }, 202, { location: `/orders/${id}` });
    })
    .get("/", async (c) => {
      const { id } = await guard.customer(c.req.raw);
      const wish = await readQuery(c.req.raw, PageQuery);
      return answerPage(c, orders.page(id, wish), present);
    })
    .get("/:id", async (c) => {
      const { id: user } = await guard.customer(c.req.raw);
      const id = c.req.param("id");
      const order = await orders.get(user, id);
      if (order !== undefined) return c.json(present(order));
      throw new HttpError(404, { code: "no_such_order", detail: `You have no order "${id}".` });
    });
}
