import { consumer } from "fourfold/runtime";
import { OrderBook } from "./data/orders.ts";
import { Reports } from "./data/reports.ts";
import { attempts } from "./model/report.ts";
import { salesOf } from "./model/sales.ts";
import { shop } from "./shop.ts";

/** Makes a report. Whoever has asked for it sees that it has failed when the last attempt has. */
export default consumer(shop, "report", (links) => {
  const orders = new OrderBook(links);
  const reports = new Reports(links);

  return async ({ report: id }, { message, log, reject }) => {
    const report = await reports.get(id);
    if (report === undefined) return reject(`The report ${id} does not exist.`);
    try {
      await reports.end(id, { state: "done", sales: await salesOf(orders.ofDay(report.day)) });
      log.info("The report is made.", { report: id });
    } catch (error) {
      if (message.attempt >= attempts) await reports.end(id, { state: "failed" });
      throw error;
    }
  };
});
