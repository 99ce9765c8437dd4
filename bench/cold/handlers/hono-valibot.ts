import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import * as v from "valibot";
import { receipt } from "./order.ts";
import { Order } from "./order-valibot.ts";

const app = new Hono().post("/orders", async (c) => {
  const { success, output, issues } = v.safeParse(Order, await c.req.json());
  return success ? c.json(receipt(output)) : c.json({ issues }, 400);
});

export const handler = handle(app);
