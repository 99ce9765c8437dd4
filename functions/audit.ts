import { scheduled } from "fourfold/runtime";
import { findUndeliverable } from "./model/audit.ts";
import { shop } from "./shop.ts";

/** Every night: whether everything in the catalogue can be quoted to every country that the shop delivers to. */
export default scheduled(shop, "audit", (terms) => async ({ scheduledTime, log }) => {
  const { quoted, undeliverable } = findUndeliverable(terms);
  const date = scheduledTime.toISOString().slice(0, 10);
  for (const found of undeliverable) log.warn("A product cannot be delivered.", { ...found });
  log.info("The catalogue was audited.", { date, quoted, undeliverable: undeliverable.length });
});
