import { functionSet, queue, table } from "fourfold";
import * as v from "valibot";
import { Order } from "../../handlers/order-valibot.ts";

const Kept = v.object({ ...Order.entries, id: v.string() });

export const bench = functionSet("bench", {
  root: import.meta.url,
  resources: { kept: table(Kept, { key: ["customer", "id"] }), orders: queue(Kept) },
  functions: { send: { handler: "./send.ts", http: true, links: { kept: ["write"], orders: ["send"] } } },
});
