import { functionSet, param } from "fourfold";
import type { ShippingTable } from "./model/shipping.ts";
import type { TaxTable } from "./model/tax.ts";

/** A small shop for coffee: what it consists of. What it does is in `api.ts` and `audit.ts`. */
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: {
    taxes: param<TaxTable>(),
    shipping: param<ShippingTable>(),
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
      links: { taxes: ["read"], shipping: ["read"] },
    },
    audit: {
      handler: "./audit.ts",
      schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin" },
      links: { taxes: ["read"], shipping: ["read"] },
    },
  },
});
