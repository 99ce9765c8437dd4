import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { receipt } from "./order.ts";
import { Order } from "./order-zod.ts";

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  return error === undefined ? c.json(receipt(data)) : c.json({ issues: error.issues }, 400);
});

export const handler = handle(app);
