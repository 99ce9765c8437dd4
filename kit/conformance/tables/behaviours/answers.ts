import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

/** Enough for each attempt that is made. */
const all = 1_000;

export const answers: TableGroup = {
  subject: "lost and refused calls",
  behaviours: [
    {
      name: "leave a put made once, with the version that the item has",
      async run({ tables: { users }, during }: TableTarget) {
        const id = newKey();
        await users.get({ id });
        const { version } = await during("lost", 1, () => users.put({ id, a: 1 }));

        assert.deepEqual(await users.get({ id }), { value: { id, a: 1 }, version });
      },
    },
    {
      name: "leave a put where there was none: it is known again, and not taken for somebody else's",
      async run({ tables: { users, orders }, during }: TableTarget) {
        const id = newKey();
        await Promise.all([users.get({ id }), orders.get({ userId: id, id })]);
        const first = await during("lost", 1, () => users.put({ id, a: 1 }, { ifAbsent: true }));
        const other = await during("lost", 1, () => orders.put({ userId: id, id }, { ifAbsent: true }));

        assert.equal((await users.get({ id }))?.version, first.version);
        assert.equal((await orders.get({ userId: id, id }))?.version, other.version);
      },
    },
    {
      name: "leave a put in place of a version, which is known again",
      async run({ tables: { users }, during }: TableTarget) {
        const id = newKey();
        const before = await users.put({ id, a: 1 });
        const { version } = await during("lost", 1, () => users.put({ id, a: 2 }, { ifVersion: before.version }));

        assert.deepEqual(await users.get({ id }), { value: { id, a: 2 }, version });
        await users.put({ id, a: 3 }, { ifVersion: version });
      },
    },
    {
      name: "leave an item deleted, also with a version",
      async run({ tables: { users, plain }, during }: TableTarget) {
        const id = newKey();
        const key = { list: id, name: "1" };
        const { version } = await users.put({ id });
        await plain.put(key);
        await during("lost", 1, () => users.delete({ id }, { ifVersion: version }));
        await during("lost", 1, () => plain.delete(key));

        assert.equal(await users.get({ id }), undefined);
        assert.equal(await plain.get(key), undefined);
      },
    },
    {
      name: "make no change of an update twice",
      async run({ tables: { users }, during }: TableTarget) {
        const id = newKey();
        await users.put({ id, count: 1 });
        // The first call reads, the second writes.
        const stored = await during("lost", 2, () => users.update({ id }, { add: { count: 1 } }));

        assert.deepEqual(stored?.value, { id, count: 2 });
        assert.deepEqual(await users.get({ id }), stored);
      },
    },
    {
      name: "leave a read as it is: it is asked again",
      async run({ tables: { orders }, during }: TableTarget) {
        const userId = newKey();
        await orders.put({ userId, id: "1", coupon: userId });
        for (const mishap of ["lost", "throttled"] as const) {
          const got = await during(mishap, 1, () => orders.get({ userId, id: "1" }));
          const { items } = await during(mishap, 1, () => orders.query({ userId }));
          const indexed = await during(mishap, 1, () => orders.queryIndex("byCoupon", { coupon: userId }));

          assert.deepEqual([got, items, indexed.items], [got, [got], [got]]);
          assert.equal(got?.value.id, "1");
        }
      },
    },
    {
      name: "make no increment twice: it is not known whether it was made",
      async run({ tables: { users }, during }: TableTarget) {
        const id = newKey();
        await users.increment({ id }, "logins");
        const error = await during("lost", 1, () => refused("Unavailable", () => users.increment({ id }, "logins")));

        assert.equal(error.applied, "unknown");
        assert.deepEqual(await users.counters({ id }), { logins: 2 });
      },
    },
    {
      name: "make no transaction twice: it is not known whether it was made, and all of it is",
      async run({ tables: { plain }, during }: TableTarget) {
        const list = newKey();
        await plain.put({ list, name: "a" });
        const writes = [{ delete: { list, name: "a" } }, { put: { list, name: "b" }, ifAbsent: true }];
        const error = await during("lost", 1, () => refused("Unavailable", () => plain.transact({ list }, writes)));

        assert.deepEqual([error.applied, error.index], ["unknown", undefined]);
        assert.deepEqual(
          (await plain.query({ list })).items.map(({ value }) => value.name),
          ["b"],
        );
      },
    },
    {
      name: "leave many writes made, each for itself",
      async run({ tables: { users }, during }: TableTarget) {
        const ids = Array.from({ length: 12 }, () => newKey());
        await users.get({ id: "any" });
        await during("lost", 5, () => users.writeMany(ids.map((id) => ({ put: { id }, ifAbsent: true }))));

        assert.equal((await users.getMany(ids.map((id) => ({ id })))).filter(Boolean).length, ids.length);
      },
    },
    {
      name: "end in `Unavailable` when no answer comes at all, and it is not known what was made",
      async run({ tables: { users }, during }: TableTarget) {
        const [id, there] = [newKey(), newKey()];
        await users.put({ id: there });
        const [put] = await during("lost", all, () =>
          Promise.all([
            refused("Unavailable", () => users.put({ id, a: 1 })),
            refused("Unavailable", () => users.get({ id: there })),
          ]),
        );

        assert.equal(put.applied, "unknown");
        assert.deepEqual((await users.get({ id }))?.value, { id, a: 1 });
      },
    },
    {
      name: "are made again when there were too many: writes, transactions and increments, each once",
      async run({ tables: { users, plain }, during }: TableTarget) {
        const [id, list] = [newKey(), newKey()];
        await plain.put({ list, name: "a" });
        await during("throttled", 1, () => users.put({ id }, { ifAbsent: true }));
        const count = await during("throttled", 2, () => users.increment({ id }, "logins"));
        await during("throttled", 1, () => plain.transact({ list }, [{ put: { list, name: "b" }, ifAbsent: true }]));
        await during("throttled", 1, () => plain.delete({ list, name: "a" }));

        assert.equal(count, 1);
        assert.deepEqual((await users.get({ id }))?.value, { id });
        assert.deepEqual(
          (await plain.query({ list })).items.map(({ value }) => value.name),
          ["b"],
        );
      },
    },
    {
      name: "end in `Throttled` when there are too many all the time, and nothing was made",
      async run({ tables: { users, plain }, during }: TableTarget) {
        const id = newKey();
        await users.get({ id });
        const errors = await during("throttled", all, () =>
          Promise.all([
            refused("Throttled", () => users.put({ id })),
            refused("Throttled", () => users.increment({ id }, "logins")),
            refused("Throttled", () => plain.transact({ list: id }, [{ put: { list: id, name: "1" } }])),
            refused("Throttled", () => plain.query({ list: id })),
          ]),
        );

        assert.deepEqual(
          errors.map(({ applied }) => applied),
          ["no", "no", "no", "no"],
        );
        assert.equal(await users.get({ id }), undefined);
        assert.deepEqual(await users.counters({ id }), { logins: 0 });
        assert.deepEqual(await plain.query({ list: id }), { items: [] });
      },
    },
  ],
};
