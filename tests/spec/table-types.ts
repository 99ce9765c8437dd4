/** What must compile of tables, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import { type Can, from, functionSet, table, type } from "fourfold";
import { http } from "fourfold/runtime";
import * as v from "valibot";
import * as z from "zod";

const User = v.object({ id: v.string(), email: v.string(), age: v.number(), nick: v.optional(v.string()) });
const Order = z.object({
  userId: z.string(),
  id: z.string(),
  status: z.enum(["open", "done"]),
  placedAt: z.string(),
  total: z.number(),
  expiresAt: z.number().optional(),
});
interface Loose {
  readonly pk: string;
  readonly sk: string;
  readonly gsi1pk?: string;
  readonly [more: string]: unknown;
}
const root = "file:///shop/shop.ts";
const h = { handler: "./x.ts" } as const;

const shop = functionSet("shop", {
  root,
  resources: {
    users: table(User, { key: "id", indexes: { byEmail: "email", byNick: "nick" } }),
    orders: table(Order, {
      key: ["userId", "id"],
      indexes: { byStatus: ["status", "placedAt"] },
      counters: ["attempts"],
      expires: "expiresAt",
      was: ["purchases"],
    }),
    single: table(type<Loose>(), { key: ["pk", "sk"], indexes: { gsi1: ["gsi1pk", "sk"] } }),
    ledger: table(User, { key: "id", owned: false }),
  },
  functions: {
    api: {
      ...h,
      http: true,
      links: { users: ["read", "write"], orders: ["read", "write"], single: ["read"], ledger: ["read"] },
    },
    log: { ...h, http: true, links: { orders: ["write"] } },
  },
  routes: { "/*": "api" },
  exports: { users: ["read"] },
});

http(shop, "api", ({ users, orders, single }) => ({
  async fetch() {
    const user = await users.get({ id: "1" });
    user?.value.email satisfies string | undefined;
    const { version } = await users.put({ id: "1", email: "a@b", age: 3 }, { ifAbsent: true });
    await users.put({ id: "1", email: "a@b", age: 3 }, { ifVersion: version });
    await users.update({ id: "1" }, (value) => ({ ...value, age: value.age + 1 }));
    await users.delete({ id: "1" }, { ifVersion: version });
    (await users.queryIndex("byEmail", { email: "a@b" }, { limit: 5 })).items[0]?.value.age satisfies
      | number
      | undefined;
    await users.queryIndex("byNick", { nick: "a" });
    for await (const { items } of orders.query({ userId: "1" }, { order: "descending", prefix: "2026-" })) items.length;
    await orders.query({ userId: "1" }, { from: "a", to: "b", cursor: "x" });
    await orders.queryIndex("byStatus", { status: "open" }, { prefix: "2026" });
    (await orders.increment({ userId: "1", id: "2" }, "attempts", 2)) satisfies number;
    (await orders.counters({ userId: "1", id: "2" })).attempts satisfies number;
    await orders.transact({ userId: "1" }, [{ delete: { userId: "1", id: "2" } }]);
    await orders.writeMany([{ delete: { userId: "1", id: "2" }, ifVersion: "x" }]);
    (await single.get({ pk: "1", sk: "2" }))?.value.more satisfies unknown;
    // @ts-expect-error - the wrong property of a key
    await users.get({ email: "1" });
    // @ts-expect-error - a part of a key
    await orders.get({ userId: "1" });
    // @ts-expect-error - no such index
    await users.queryIndex("byMail", { email: "a" });
    // @ts-expect-error - a value that cannot be
    await orders.queryIndex("byStatus", { status: "opened" });
    // @ts-expect-error - nothing is sorted by
    await users.queryIndex("byEmail", { email: "a" }, { prefix: "b" });
    // @ts-expect-error - a table without partitions
    await users.query({ id: "1" });
    // @ts-expect-error - a prefix or two ends
    await orders.query({ userId: "1" }, { prefix: "a", from: "b" });
    // @ts-expect-error - no such counter
    await orders.increment({ userId: "1", id: "2" }, "total");
    // @ts-expect-error - a table without counters
    await users.increment({ id: "1" }, "age");
    // @ts-expect-error - not an item
    await users.put({ id: "1" });
    // @ts-expect-error - absent and of a version
    await users.put({ id: "1", email: "a@b", age: 3 }, { ifAbsent: true, ifVersion: version });
    // @ts-expect-error - a deletion of what is absent
    await orders.transact({ userId: "1" }, [{ delete: { userId: "1", id: "2" }, ifAbsent: true }]);
    // @ts-expect-error - the same of many
    await orders.writeMany([{ delete: { userId: "1", id: "2" }, ifAbsent: true }]);
    // @ts-expect-error - not granted
    await single.put({ pk: "1", sk: "2" });
    return new Response();
  },
}));

http(shop, "log", ({ orders }) => ({
  async fetch() {
    await orders.put({ userId: "1", id: "2", status: "open", placedAt: "x", total: 1 });
    await orders.check();
    // @ts-expect-error - not granted
    await orders.get({ userId: "1", id: "2" });
    // @ts-expect-error - reads what it changes
    await orders.update({ userId: "1", id: "2" }, (value) => value);
    return new Response();
  },
}));

/** A repository needs some of what a function is linked to. */
export class Users {
  readonly #links: Can<typeof shop, { users: ["read"] }>;
  constructor(links: Can<typeof shop, { users: ["read"] }>) {
    this.#links = links;
  }
  find(id: string) {
    return this.#links.users.get({ id });
  }
}

// @ts-expect-error - no such property
table(User, { key: "idd" });
// @ts-expect-error - a number is not a key
table(User, { key: "age" });
// @ts-expect-error - an optional property is not a key
table(User, { key: "nick" });
// @ts-expect-error - a number in a key
table(Order, { key: ["userId", "total"] });
// @ts-expect-error - an index on nothing
table(User, { key: "id", indexes: { byX: "x" } });
// @ts-expect-error - an index on a number
table(Order, { key: "userId", indexes: { byX: ["status", "total"] } });
// @ts-expect-error - expires at a text
table(Order, { key: "userId", expires: "status" });
// @ts-expect-error - a misspelt option
table(User, { key: "id", indexez: {} });
// @ts-expect-error - no key
table(User, {});
// @ts-expect-error - a default: input is not output
table(v.object({ id: v.string(), n: v.optional(v.number(), 3) }), { key: "id" });

const users = table(User, { key: "id" });
// @ts-expect-error - a link to nothing
functionSet("x", { root, resources: { users }, functions: { a: { ...h, http: true, links: { user: ["read"] } } } });
// @ts-expect-error - a wrong verb
functionSet("x", { root, resources: { users }, functions: { a: { ...h, http: true, links: { users: ["send"] } } } });

functionSet("x", {
  root,
  resources: { users: from(shop, "users") },
  functions: { a: { ...h, http: true, links: { users: ["read"] } } },
});
functionSet("x", {
  root,
  resources: { users: from(shop, "users") },
  // @ts-expect-error - not exported
  functions: { a: { ...h, http: true, links: { users: ["write"] } } },
});
