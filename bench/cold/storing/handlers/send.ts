import { HttpError, http, readJson } from "fourfold/runtime";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-valibot.ts";
import { bench } from "./set.ts";

export default http(bench, "send", ({ kept, orders }) => ({
  async fetch(request) {
    const isOrders = request.method === "POST" && new URL(request.url).pathname === "/orders";
    if (!isOrders) throw new HttpError(404);
    const order = { ...(await readJson(request, Order)), id: crypto.randomUUID() };
    await kept.put(order);
    await orders.send(order);
    return Response.json(receipt(order));
  },
}));
