import { consumer } from "fourfold/runtime";
import { currency } from "./model/prices/money.ts";
import { shop } from "./shop.ts";

/** Tells the customer what has become of the order. The shop has nothing that sends mail, so the notification is in the log. */
export default consumer(shop, "notify", () => (event, { log }) => {
  if (event.kind !== "fulfilled" && event.kind !== "refused") return;
  const { kind, order, country, total } = event;
  log.info("The customer was notified.", { order, is: kind, country, total, currency });
});
