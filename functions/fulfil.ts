import { consumer } from "fourfold/runtime";
import { pick } from "./model/warehouse.ts";
import { shop } from "./shop.ts";

/** Has an order packed, and publishes that. Trying again would not find a missing shelf, so such an order is given up at once. */
export default consumer(shop, "fulfil", ({ events }) => async ({ items, country, total }, { message, log, reject }) => {
  const picking = pick(items);
  if ("missing" in picking) return reject(`These products have no shelf: ${picking.missing.join(", ")}.`);
  log.info("The order is packed.", { order: message.id, picks: picking.picks });
  await events.publish({ kind: "fulfilled", order: message.id, country, total });
});
