import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

export const items: TableGroup = {
  subject: "items",
  behaviours: [
    {
      name: "keep an item as it was put",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const item = {
          id: newKey(),
          text: 'it\'s "odd" \\ / # ? % & + é \u{1F600} \uFFFD \u2028\n\t\u0001',
          empty: "",
          numbers: [0, 1, -1, 1.5, 0.1, 1e21, 123456789012, -9007199254740991, 1e-7, 9.5e125],
          flags: [true, false, null],
          nested: { list: [{ a: 1 }, {}, "x"], "a b": { "c.d": { "e`f": "g" } } },
        };
        await users.put(item);

        assert.deepEqual((await users.get({ id: item.id }))?.value, item);
      },
    },
    {
      name: "find nothing where nothing was put",
      async run({ tables }: TableTarget) {
        const missing = newKey();
        assert.equal(await tables.users.get({ id: missing }), undefined);
        assert.deepEqual(await tables.orders.query({ userId: missing }), { items: [] });
        assert.deepEqual(await tables.orders.counters({ userId: missing, id: "1" }), { attempts: 0, views: 0 });
      },
    },
    {
      name: "put in place of the whole item, with another version each time",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const first = await users.put({ id, a: 1, b: 2 });
        const second = await users.put({ id, a: 1 });
        const third = await users.put({ id, a: 1 });

        assert.equal(new Set([first, second, third].map(({ version }) => version)).size, 3);
        assert.deepEqual(await users.get({ id }), { value: { id, a: 1 }, version: third.version });
      },
    },
    {
      name: "delete what is not there without complaint",
      async run({ tables }: TableTarget) {
        await tables.users.delete({ id: newKey() });
        await tables.orders.delete({ userId: newKey(), id: "1" });
      },
    },
    {
      name: "get many, in the order that was asked for, each as often as it was",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey();
        for (const id of ["1", "2"]) await orders.put({ userId, id });
        const keys = ["2", "none", "1", "2"].map((id) => ({ userId, id }));

        assert.deepEqual(
          (await orders.getMany(keys)).map((stored) => stored?.value.id),
          ["2", undefined, "1", "2"],
        );
        assert.deepEqual(await orders.getMany([]), []);
      },
    },
    {
      name: "do not find what has expired, and put in its place as if it were not there",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const [userId, status] = [newKey(), newKey()];
        const now = Math.floor(Date.now() / 1_000);
        const past = { userId, id: "1", status, placedAt: "1", expiresAt: now - 10 };
        const over = await orders.put(past);
        await orders.put({ ...past, id: "2", expiresAt: now + 1_000 });
        await orders.put({ userId, id: "3", status, placedAt: "1" });

        assert.equal(await orders.get({ userId, id: "1" }), undefined);
        const idsOf = (items: readonly { readonly value: Readonly<Record<string, unknown>> }[]) =>
          items.map(({ value }) => value.id);
        assert.deepEqual(idsOf((await orders.query({ userId })).items), ["2", "3"]);
        assert.deepEqual(idsOf((await orders.queryIndex("byStatus", { status })).items).toSorted(), ["2", "3"]);
        await refused("Conflict", () => orders.put({ ...past, status: "again" }, { ifVersion: over.version }));
        await refused("Conflict", () => orders.delete({ userId, id: "1" }, { ifVersion: over.version }));
        await orders.put({ userId, id: "1" }, { ifAbsent: true });
        await refused("Conflict", () => orders.put({ userId, id: "2" }, { ifAbsent: true }));
        await orders.put({ ...past, id: "4" });
        await orders.transact({ userId }, [{ put: { userId, id: "4" }, ifAbsent: true }]);
        assert.deepEqual((await orders.get({ userId, id: "4" }))?.value, { userId, id: "4" });
      },
    },
    {
      name: "read what was written before, each time",
      async run({ tables: { orders } }: TableTarget) {
        const key = { userId: newKey(), id: "1" };
        for (let n = 0; n < 5; n += 1) {
          const { version } = await orders.put({ ...key, n });
          const stored = { value: { ...key, n }, version };
          assert.deepEqual(await orders.get(key), stored);
          assert.deepEqual(await orders.query(key), { items: [stored] });
        }
        await orders.delete(key);
        assert.equal(await orders.get(key), undefined);
        assert.deepEqual(await orders.query(key), { items: [] });
      },
    },
    {
      name: "get up to 100 at a time, and refuse more",
      async run({ tables: { users } }: TableTarget) {
        const mark = newKey();
        const keys = Array.from({ length: 101 }, (_, at) => ({ id: `${mark}${at}` }));
        await users.writeMany(keys.filter((_, at) => at % 2 === 0).map((put) => ({ put })));
        const found = await users.getMany(keys.slice(0, 100));

        assert.deepEqual(
          found.map((stored) => stored?.value),
          keys.slice(0, 100).map((key, at) => (at % 2 === 0 ? key : undefined)),
        );
        await refused("Invalid", () => users.getMany(keys));
      },
    },
    {
      name: "leave out of many what has expired, and what was deleted",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const keys = ["1", "2", "3"].map((id) => ({ userId, id }));
        await orders.writeMany(keys.map((key, at) => ({ put: at === 0 ? { ...key, expiresAt: 1_000_000_000 } : key })));
        await orders.delete({ userId, id: "3" });

        assert.deepEqual(
          (await orders.getMany(keys)).map((stored) => stored?.value.id),
          [undefined, "2", undefined],
        );
      },
    },
    {
      name: "expire while nobody looks, and not before",
      async run({ tables: { orders } }: TableTarget) {
        const item = { userId: newKey(), id: "1", coupon: newKey(), expiresAt: Math.floor(Date.now() / 1_000) + 2 };
        const { version } = await orders.put(item);
        assert.deepEqual(await orders.get(item), { value: item, version });
        await new Promise((resolve) => setTimeout(resolve, item.expiresAt * 1_000 - Date.now() + 20));

        assert.equal(await orders.get(item), undefined);
        assert.deepEqual(await orders.query(item), { items: [] });
        assert.deepEqual(await orders.queryIndex("byCoupon", item), { items: [] });
        await refused("Conflict", () => orders.put(item, { ifVersion: version }));
      },
    },
    {
      name: "keep an item for longer, or for ever, when it is put with another expiry, or without one",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const now = Math.floor(Date.now() / 1_000);
        for (const [id, expiry] of [
          ["1", { expiresAt: now + 1_000 }],
          ["2", {}],
        ] as const) {
          const { version } = await orders.put({ userId, id, expiresAt: now + 500 });
          await orders.put({ userId, id, ...expiry }, { ifVersion: version });
          assert.deepEqual((await orders.get({ userId, id }))?.value, { userId, id, ...expiry });
        }
        // What has expired can be put again by whoever knows nothing of it.
        await orders.put({ userId, id: "3", expiresAt: now - 500 });
        await orders.put({ userId, id: "3", expiresAt: now + 500 });
        assert.equal((await orders.query({ userId })).items.length, 3);
      },
    },
    {
      name: "keep what others put at the same time under other keys",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const ids = Array.from({ length: 10 }, (_, at) => String(at));
        await Promise.all(ids.map((id) => orders.put({ userId, id })));

        assert.deepEqual(
          (await orders.query({ userId })).items.map(({ value }) => value.id),
          ids,
        );
      },
    },
  ],
};
