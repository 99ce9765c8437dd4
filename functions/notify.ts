import { consumer } from "fourfold/runtime";
import { currency } from "./model/money.ts";
import { shop } from "./shop.ts";

/** Tells the customer that the order is on its way. The shop knows no addresses, so the notification is in the log. */
export default consumer(shop, "notify", () => ({ order, country, total }, { log }) => {
  log.info("The customer was notified.", { order, country, total, currency });
});
