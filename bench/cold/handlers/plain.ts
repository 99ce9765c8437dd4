import { HttpError, http, readJson } from "fourfold/runtime";
import { receipt } from "./order.ts";
import { Order } from "./order-valibot.ts";
import { bench } from "./set.ts";

export default http(bench, "plain", () => ({
  async fetch(request) {
    const isOrders = request.method === "POST" && new URL(request.url).pathname === "/orders";
    if (!isOrders) throw new HttpError(404);
    return Response.json(receipt(await readJson(request, Order)));
  },
}));
