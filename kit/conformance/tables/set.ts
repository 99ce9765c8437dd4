import { functionSet, table, type } from "fourfold";

/** Anything beside what items are found by. */
interface Loose {
  readonly [name: string]: unknown;
}

interface User extends Loose {
  readonly id: string;
  readonly email?: string;
}

interface Order extends Loose {
  readonly userId: string;
  readonly id: string;
  readonly status?: string;
  readonly placedAt?: string;
  readonly coupon?: string;
  readonly expiresAt?: number;
}

interface Named extends Loose {
  readonly list: string;
  readonly name: string;
}

/** Tables of each form, and functions that do with them what they are told. */
export const tables = functionSet("tables", {
  root: import.meta.url,
  resources: {
    users: table(type<User>(), { key: "id", indexes: { byEmail: "email" }, counters: ["logins"] }),
    orders: table(type<Order>(), {
      key: ["userId", "id"],
      indexes: { byStatus: ["status", "placedAt"], byCoupon: "coupon", byId: "id", inverted: ["id", "userId"] },
      counters: ["attempts", "views"],
      expires: "expiresAt",
    }),
    plain: table(type<Named>(), { key: ["list", "name"] }),
  },
  functions: {
    api: {
      handler: "./handlers/api.ts",
      http: { maxBody: "4 MB" },
      timeout: "30 seconds",
      // What it is told to put and read has 18 MB, more than once.
      memory: "1 GB",
      links: { users: ["read", "write"], orders: ["read", "write"], plain: ["read", "write"] },
    },
    reader: { handler: "./handlers/reader.ts", http: true, links: { users: ["read"], orders: ["read"] } },
    writer: { handler: "./handlers/writer.ts", http: true, links: { users: ["write"], orders: ["write"] } },
  },
  routes: { "/*": "api", "/reader/*": "reader", "/writer/*": "writer" },
});
