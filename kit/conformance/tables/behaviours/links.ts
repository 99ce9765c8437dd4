import assert from "node:assert/strict";
import type { Exception } from "../../behaviour.ts";
import type { TableGroup } from "../behaviour.ts";
import { type LooseTable, newKey, refused, type TableTarget } from "../target.ts";

const reads = ["check", "counters", "get", "getMany", "query", "queryIndex"];
// Without `update`, which also reads.
const writes = ["check", "delete", "increment", "put", "transact", "writeMany"];

/** What is read of an item, by each verb. */
const readingOf = (table: LooseTable, userId: string): Readonly<Record<string, () => Promise<unknown>>> => ({
  get: () => table.get({ userId, id: "1" }),
  getMany: () => table.getMany(["1", "2"].map((id) => ({ userId, id }))),
  counters: () => table.counters({ userId, id: "1" }),
  query: () => table.query({ userId }),
  "query an index": () => table.queryIndex("byCoupon", { coupon: userId }),
});

/** Each way to write an item. */
const writingOf = (table: LooseTable, userId: string): Readonly<Record<string, () => Promise<unknown>>> => ({
  put: () => table.put({ userId, id: "1", by: "put" }),
  "put where there is none": () => table.put({ userId, id: newKey() }, { ifAbsent: true }),
  increment: () => table.increment({ userId, id: "1" }, "views"),
  transact: () =>
    table.transact(
      { userId },
      ["2", "3"].map((id) => ({ put: { userId, id } })),
    ),
  writeMany: () => table.writeMany(["4", "5"].map((id) => ({ put: { userId, id } }))),
  "delete one of several": () =>
    table.transact(
      { userId },
      ["2", "3"].map((id) => ({ delete: { userId, id } })),
    ),
  delete: () => table.delete({ userId, id: "1" }),
});

/** Those that are refused because the function may not do that. */
async function deniedOf(all: Readonly<Record<string, () => Promise<unknown>>>): Promise<readonly string[]> {
  const denied: string[] = [];
  for (const [name, run] of Object.entries(all)) {
    const error = await refused("Denied", run).catch(() => undefined);
    if (error?.applied === "no") denied.push(name);
  }
  return denied;
}

/** What a Worker is not handed, it has no way to, apart from its own binding. */
const byBinding: Exception<TableTarget> = {
  reason: "a database is reached by a binding only, which is all or nothing",
  source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
  async run({ handed }: TableTarget) {
    assert.deepEqual(await handed("reader"), { users: reads, orders: reads });
    assert.deepEqual(await handed("writer"), { users: writes, orders: writes });
  },
};

const inDatabase = {
  reason: "a role is granted for a database, not for a part of it",
  source: "https://cloud.google.com/firestore/docs/security/iam",
} as const;

export const links: TableGroup = {
  subject: "links",
  behaviours: [
    {
      name: "hand a function the verbs that they name, of the tables that they name",
      async run({ handed }: TableTarget) {
        assert.deepEqual(await handed("reader"), { users: reads, orders: reads });
        assert.deepEqual(await handed("writer"), { users: writes, orders: writes });
      },
    },
    {
      name: "let a function read in every way, with one verb",
      async run({ as, tables: { orders } }: TableTarget) {
        const userId = newKey();
        await orders.put({ userId, id: "1", coupon: userId });
        await orders.increment({ userId, id: "1" }, "views");
        const found = Object.entries(readingOf(as("reader", "orders"), userId)).map(async ([, read]) => read());
        const [got, many, counted, queried, indexed] = await Promise.all(found);

        const stored = await orders.get({ userId, id: "1" });
        assert.deepEqual([got, many, counted], [stored, [stored, null], { attempts: 0, views: 1 }]);
        assert.deepEqual([queried, indexed], [{ items: [stored] }, { items: [stored] }]);
      },
    },
    {
      name: "let a function write in every way, with one verb",
      async run({ as, tables: { orders } }: TableTarget) {
        const userId = newKey();
        for (const write of Object.values(writingOf(as("writer", "orders"), userId))) await write();

        const { items } = await orders.query({ userId });
        assert.deepEqual(
          items.map(({ value }) => value.id).filter((id) => String(id).length === 1),
          ["4", "5"],
        );
        assert.equal(items.length, 3);
      },
    },
    {
      name: "can be asked whether their table is there, by whoever may read or write it, and change nothing",
      async run({ as, during, tables: { orders } }: TableTarget) {
        const key = { userId: "check", id: "check" };
        const { version } = await orders.put(key);
        for (const name of ["reader", "writer"] as const) {
          await as(name, "users").check();
          await as(name, "orders").check();
        }
        await refused("Throttled", () => during("throttled", 1_000, () => as("writer", "orders").check()));

        assert.deepEqual(await orders.get(key), { value: key, version });
      },
    },
    {
      name: "let who may only write meet a condition, and say which was not met",
      async run({ as, tables: { orders } }: TableTarget) {
        const userId = newKey();
        const writer = as("writer", "orders");
        const { version } = await writer.put({ userId, id: "1" });
        await refused("Conflict", () => writer.put({ userId, id: "1" }, { ifAbsent: true }));
        const error = await refused("Conflict", () =>
          writer.transact({ userId }, [{ put: { userId, id: "2" } }, { put: { userId, id: "1" }, ifAbsent: true }]),
        );
        await writer.put({ userId, id: "1", a: 1 }, { ifVersion: version });
        await refused("Conflict", () => writer.delete({ userId, id: "1" }, { ifVersion: version }));

        assert.equal(error.index, 1);
        assert.deepEqual(
          (await orders.query({ userId })).items.map(({ value }) => value),
          [{ userId, id: "1", a: 1 }],
        );
      },
    },
    {
      name: "are enforced by the cloud: who may read can write in no way",
      async run({ force, tables: { orders } }: TableTarget) {
        const userId = newKey();
        await orders.put({ userId, id: "1" });
        const all = writingOf(force("reader", "orders"), userId);

        assert.deepEqual(await deniedOf(all), Object.keys(all));
        assert.deepEqual(
          (await orders.query({ userId })).items.map(({ value }) => value),
          [{ userId, id: "1" }],
        );
      },
      except: { cloudflare: byBinding },
    },
    {
      name: "are enforced by the cloud: who may write can read in no way",
      async run({ force, tables: { orders } }: TableTarget) {
        const userId = newKey();
        await orders.put({ userId, id: "1", secret: "only for readers" });
        const all = readingOf(force("writer", "orders"), userId);

        assert.deepEqual(await deniedOf(all), Object.keys(all));
        const { message } = await refused("Denied", () => force("writer", "orders").get({ userId, id: "1" }));
        assert.doesNotMatch(message, /only for readers/);
      },
      except: {
        cloudflare: byBinding,
        gcp: {
          reason: "a condition needs the permission to get an item by its key",
          source: "https://cloud.google.com/firestore/docs/security/iam",
          async run({ force, tables: { orders } }: TableTarget) {
            const userId = newKey();
            await orders.put({ userId, id: "1" });
            const all = readingOf(force("writer", "orders"), userId);
            assert.deepEqual(await deniedOf(all), ["query", "query an index"]);
          },
        },
      },
    },
    {
      name: "are enforced by the cloud: a table that is not linked is closed",
      async run({ force, tables: { plain } }: TableTarget) {
        const list = newKey();
        await plain.put({ list, name: "1" });
        for (const name of ["reader", "writer"] as const) {
          const table = force(name, "plain");
          await refused("Denied", () => table.get({ list, name: "1" }));
          await refused("Denied", () => table.getMany(["1", "2"].map((each) => ({ list, name: each }))));
          await refused("Denied", () => table.query({ list }));
          await refused("Denied", () => table.put({ list, name: "2" }));
          await refused("Denied", () => table.delete({ list, name: "1" }));
          await refused("Denied", () => table.check());
          await refused("Denied", () => table.transact({ list }, [{ put: { list, name: "2" } }]));
        }
        assert.deepEqual(
          (await plain.query({ list })).items.map(({ value }) => value.name),
          ["1"],
        );
      },
      except: {
        cloudflare: byBinding,
        gcp: {
          ...inDatabase,
          async run({ force }: TableTarget) {
            const list = newKey();
            await refused("Denied", () => force("reader", "plain").put({ list, name: "1" }));
            await refused("Denied", () => force("writer", "plain").query({ list }));
          },
        },
      },
    },
  ],
};
