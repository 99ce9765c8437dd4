import { consumer } from "fourfold/runtime";
import { Catalogue } from "./data/catalogue.ts";
import { wanted } from "./data/checkout.ts";
import { Orders } from "./data/orders.ts";
import { Stock } from "./data/stock.ts";
import { charge, type Payment } from "./model/bank.ts";
import type { Order } from "./model/order.ts";
import { pick } from "./model/warehouse.ts";
import { shop } from "./shop.ts";

function decisionOf(payment: Payment): Pick<Order, "state" | "reason"> {
  return payment.is === "taken" ? { state: "fulfilled" } : { state: "refused", reason: payment.reason };
}

/**
 * Has an order paid and packed, or refused, and publishes that. What is decided is written first, and what follows from it can be done
 * twice: so an order whose message comes again ends in the same way. Trying again would not find a missing shelf, so such an order is
 * given up at once, and can be sent again when there is one.
 */
export default consumer(shop, "fulfil", (links) => {
  const orders = new Orders(links);
  const catalogue = new Catalogue(links);
  const stock = new Stock(links);

  return async ({ user, order: id }, { log, reject }) => {
    const order = await orders.get(user, id);
    if (order === undefined) return reject(`The order ${id} does not exist.`);
    const picking = pick(order.items, await catalogue.find(order.items.map(({ product }) => product)));
    if (order.state === "placed" && "missing" in picking) {
      return reject(`These products of the order ${id} have no shelf: ${picking.missing.join(", ")}.`);
    }
    const decided = order.state === "placed" ? await orders.decide(user, id, decisionOf(await charge(order))) : order;
    const { country, total, state, reason = "" } = decided ?? reject(`The order ${id} does not exist any more.`);

    const how = state === "fulfilled" ? "sold" : "returned";
    await Promise.all(wanted(order.items).map(([product]) => stock.end(product, id, how)));
    if (state === "fulfilled") {
      log.info("The order is packed.", { order: id, picks: "picks" in picking ? picking.picks : [] });
      await links.events.publish({ kind: "fulfilled", order: id, country, total });
    } else {
      log.info("The order is refused.", { order: id, reason });
      await links.events.publish({ kind: "refused", order: id, country, total, reason });
    }
  };
});
