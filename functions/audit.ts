import { scheduled } from "fourfold/runtime";
import { Catalogue } from "./data/catalogue.ts";
import { tidyUp } from "./data/leftovers.ts";
import { findUndeliverable } from "./model/audit.ts";
import { shop } from "./shop.ts";

/**
 * Every night: whether everything in the catalogue can be quoted to every country that the shop delivers to, and whether something of
 * orders is left that has failed half-way.
 */
export default scheduled(shop, "audit", (links) => async ({ scheduledTime, log }) => {
  const products = await new Catalogue(links).all();
  const { quoted, undeliverable } = findUndeliverable(links, products);
  const date = scheduledTime.toISOString().slice(0, 10);
  for (const found of undeliverable) log.warn("A product cannot be delivered.", { ...found });
  log.info("The catalogue was audited.", { date, quoted, undeliverable: undeliverable.length });

  const { ended, sent } = await tidyUp(links, products.keys(), scheduledTime);
  log.info("What was left of orders was put right.", { date, ended, sent });
});
