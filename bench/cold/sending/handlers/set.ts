import { functionSet, queue } from "fourfold";
import { Order } from "../../handlers/order-valibot.ts";

export const bench = functionSet("bench", {
  root: import.meta.url,
  resources: { orders: queue(Order) },
  functions: { send: { handler: "./send.ts", http: true, links: { orders: ["send"] } } },
});
