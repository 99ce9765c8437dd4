import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import { receipt } from "./order.ts";

const Item = z.object({
  sku: z.string().min(1),
  quantity: z.number().int().min(1),
  price: z.number().min(0),
});

const Order = z.object({
  customer: z.string().min(1),
  items: z.array(Item).min(1),
});

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  return error === undefined ? c.json(receipt(data)) : c.json({ issues: error.issues }, 400);
});

export const handler = handle(app);
