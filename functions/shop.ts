import { functionSet, param, queue, secret, table, topic } from "fourfold";
import { ShopEvent } from "./model/event.ts";
import { OrderEntry, Placed } from "./model/order.ts";
import type { ShippingTable } from "./model/prices/shipping.ts";
import type { TaxTable } from "./model/prices/tax.ts";
import { KeptProduct } from "./model/product.ts";
import { attempts, Report, Requested } from "./model/report.ts";
import { StockLevel } from "./model/stock.ts";
import { EmailClaim, User } from "./model/users/user.ts";

/** A small shop for coffee: its resources and functions. What these do is in the handlers. */
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: {
    taxes: param<TaxTable>(),
    shipping: param<ShippingTable>(),
    /** What tokens are signed with. */
    signing: secret({ generate: "64 bytes" }),
    /** Whoever knows it registers as staff. */
    invitation: secret(),
    users: table(User, { key: "id", indexes: { all: ["listing", "id"] }, expires: "expires" }),
    /** Whose each email address is: `data/users.ts` says why this is a table of its own. */
    emails: table(EmailClaim, { key: "email", expires: "expires" }),
    products: table(KeptProduct, { key: "id", indexes: { all: ["listing", "id"], byCategory: ["category", "id"] } }),
    stock: table(StockLevel, { key: "product" }),
    /** Orders and idempotency keys in one table, by the user: `data/orders.ts` says why. */
    orders: table(OrderEntry, { key: ["user", "entry"], indexes: { byDay: ["day", "entry"] }, expires: "expires" }),
    reports: table(Report, { key: "id", expires: "expires" }),
    placed: queue(Placed, { attempts: 5, timeLimit: "20 seconds", backoff: { from: "10 seconds", to: "5 minutes" } }),
    requested: queue(Requested, { attempts, timeLimit: "1 minute" }),
    events: topic(ShopEvent, { attributes: ["kind"] }),
    /** Everything that has happened, for the bookkeeper, who comes once a week. */
    ledger: queue(ShopEvent, { from: { topic: "events" }, keepFor: "14 days" }),
  },
  functions: {
    api: {
      handler: "./api.ts",
      http: {
        streaming: true,
        maxBody: "64 KB",
        cors: { origins: "*", expose: ["etag", "link", "location", "retry-after", "www-authenticate"] },
      },
      memory: "256 MB",
      timeout: "20 seconds",
      links: {
        taxes: ["read"],
        shipping: ["read"],
        signing: ["read"],
        invitation: ["read"],
        users: ["read", "write"],
        emails: ["read", "write"],
        products: ["read", "write"],
        stock: ["read", "write"],
        orders: ["read", "write"],
        reports: ["read", "write"],
        placed: ["send"],
        requested: ["send"],
        events: ["publish"],
      },
    },
    fulfil: {
      handler: "./fulfil.ts",
      consumes: "placed",
      links: { products: ["read"], stock: ["read", "write"], orders: ["read", "write"], events: ["publish"] },
    },
    report: {
      handler: "./report.ts",
      consumes: "requested",
      links: { orders: ["read"], reports: ["read", "write"] },
    },
    notify: { handler: "./notify.ts", subscribes: { topic: "events", where: { kind: ["fulfilled", "refused"] } } },
    audit: {
      handler: "./audit.ts",
      schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin" },
      links: {
        taxes: ["read"],
        shipping: ["read"],
        products: ["read"],
        stock: ["read", "write"],
        orders: ["read"],
        placed: ["send"],
      },
    },
  },
});
