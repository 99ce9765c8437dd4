import { scheduled } from "fourfold/runtime";
import { shop } from "./shop.ts";

export default scheduled(shop, "audit", () => ({ scheduledTime, log }) => {
  log.info("Audited.", { date: scheduledTime.toISOString().slice(0, 10) });
});
