import { functionSet, param, queue, topic } from "fourfold";
import { ShopEvent } from "./model/event.ts";
import { Order } from "./model/order.ts";
import type { ShippingTable } from "./model/shipping.ts";
import type { TaxTable } from "./model/tax.ts";

/** A small shop for coffee: its resources and functions. What these do is in the handlers. */
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: {
    taxes: param<TaxTable>(),
    shipping: param<ShippingTable>(),
    placed: queue(Order, { attempts: 5, timeLimit: "20 seconds", backoff: { from: "10 seconds", to: "5 minutes" } }),
    events: topic(ShopEvent, { attributes: ["kind", "country"] }),
    /** Everything that has happened, for the bookkeeper, who comes once a week. */
    ledger: queue(ShopEvent, { from: { topic: "events" }, keepFor: "14 days" }),
  },
  functions: {
    api: {
      handler: "./api.ts",
      http: {
        streaming: true,
        maxBody: "64 KB",
        cors: { origins: "*", expose: ["etag", "link"] },
      },
      memory: "256 MB",
      timeout: "20 seconds",
      links: { taxes: ["read"], shipping: ["read"], placed: ["send"] },
    },
    fulfil: { handler: "./fulfil.ts", consumes: "placed", links: { events: ["publish"] } },
    notify: { handler: "./notify.ts", subscribes: { topic: "events", where: { kind: "fulfilled" } } },
    audit: {
      handler: "./audit.ts",
      schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin" },
      links: { taxes: ["read"], shipping: ["read"] },
    },
  },
});
