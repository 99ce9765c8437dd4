import { http, readJson, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { receipt } from "./order.ts";
import { Order } from "./order-valibot.ts";
import { bench } from "./set.ts";

export default http(bench, "hono", () => {
  const app = new Hono().post("/orders", async (c) => c.json(receipt(await readJson(c.req.raw, Order))));
  return withProblems(app);
});
