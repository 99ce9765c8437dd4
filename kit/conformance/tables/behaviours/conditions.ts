import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

export const conditions: TableGroup = {
  subject: "conditions",
  behaviours: [
    {
      name: "put only where there is none, if asked",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        await users.put({ id, a: 1 }, { ifAbsent: true });
        const error = await refused("Conflict", () => users.put({ id, a: 2 }, { ifAbsent: true }));

        assert.equal(error.applied, "no");
        assert.deepEqual((await users.get({ id }))?.value, { id, a: 1 });
        await users.delete({ id });
        await users.put({ id, a: 3 }, { ifAbsent: true });
      },
    },
    {
      name: "let one of many put where there is none",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const results = await Promise.allSettled(
          Array.from({ length: 10 }, (_, by) => users.put({ id, by }, { ifAbsent: true })),
        );

        const by = results.findIndex(({ status }) => status === "fulfilled");
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
        assert.deepEqual((await users.get({ id }))?.value, { id, by });
      },
    },
    {
      name: "put and delete only a version, if asked",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const { version: old } = await users.put({ id, a: 1 });
        const { version } = await users.put({ id, a: 2 }, { ifVersion: old });
        await refused("Conflict", () => users.put({ id, a: 3 }, { ifVersion: old }));
        await refused("Conflict", () => users.delete({ id }, { ifVersion: old }));
        await users.delete({ id }, { ifVersion: version });

        assert.equal(await users.get({ id }), undefined);
        await refused("Conflict", () => users.put({ id, a: 3 }, { ifVersion: version }));
        await refused("Conflict", () => users.delete({ id }, { ifVersion: version }));
      },
    },
    {
      name: "tell an item that was put again after its deletion from the one before, and equal ones from each other",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const { version } = await users.put({ id });
        await users.put({ id });
        await refused("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
        await users.delete({ id });
        await users.put({ id });

        await refused("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
      },
    },
    {
      name: "update by many at the same time, and lose no change",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        await users.put({ id, count: 0 });
        const add = () => users.update({ id }, { add: { count: 1 } });
        await Promise.all(Array.from({ length: 4 }, add));

        assert.equal((await users.get({ id }))?.value.count, 4);
        assert.equal(await users.update({ id: newKey() }, {}), undefined);
      },
    },
    {
      name: "let one of many put or delete the same version",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const { version } = await users.put({ id, by: "nobody" });
        const puts = Array.from({ length: 5 }, (_, by) => () => users.put({ id, by }, { ifVersion: version }));
        const deletes = Array.from({ length: 5 }, () => () => users.delete({ id }, { ifVersion: version }));
        const results = await Promise.allSettled([...puts, ...deletes].map((write) => write()));

        const winner = results.findIndex(({ status }) => status === "fulfilled");
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
        assert.deepEqual((await users.get({ id }))?.value, winner < puts.length ? { id, by: winner } : undefined);
      },
    },
    {
      name: "take the version that each way of reading and writing gives",
      async run({ tables: { orders } }: TableTarget) {
        const key = { userId: newKey(), id: "1" };
        const item = { ...key, coupon: key.userId };
        const ways: readonly (() => Promise<string | undefined>)[] = [
          async () => (await orders.put(item)).version,
          async () => (await orders.get(key))?.version,
          async () => (await orders.getMany([key, { ...key, id: "2" }]))[0]?.version,
          async () => (await orders.query(key)).items[0]?.version,
          async () => (await orders.queryIndex("byCoupon", item)).items[0]?.version,
          async () => (await orders.update(key, { set: { a: 1 } }))?.version,
        ];
        for (const way of ways) await orders.put(item, { ifVersion: await way() });
        await orders.transact(key, [{ put: item }]);
        await orders.put(item, { ifVersion: (await orders.get(key))?.version });
      },
    },
    {
      name: "are not met by the version of another item, or by one that somebody has made up",
      async run({ tables: { users } }: TableTarget) {
        const [id, other] = [newKey(), newKey()];
        await users.put({ id });
        const { version } = await users.put({ id: other });
        for (const ifVersion of [
          version,
          "1",
          "none",
          '"0000-0000"',
          "2026-11-29T17:00:00.000000Z",
          "x".repeat(1_000),
        ]) {
          const { applied } = await refused("Conflict", () => users.put({ id, a: 1 }, { ifVersion }));
          assert.equal(applied, "no");
          await refused("Conflict", () => users.delete({ id }, { ifVersion }));
        }
        assert.deepEqual((await users.get({ id }))?.value, { id });
      },
    },
    {
      name: "are told in the same words where they are not met, with the table and what to do",
      async run({ tables: { orders, plain } }: TableTarget) {
        const list = newKey();
        const key = { list, name: "1" };
        const { version } = await plain.put(key);
        await plain.put(key);
        const [old, there] = [
          { put: key, ifVersion: version },
          { put: key, ifAbsent: true },
        ];
        const messageOf = async (work: () => Promise<unknown>) => (await refused("Conflict", work)).message;
        const another = "the item has another version, or is gone: read it and try again, or use `update`.";
        const taken = "there is an item with this key already.";

        assert.equal(await messageOf(() => plain.put(key, { ifVersion: version })), `Table "plain": ${another}`);
        assert.equal(await messageOf(() => plain.delete(key, { ifVersion: version })), `Table "plain": ${another}`);
        assert.equal(await messageOf(() => plain.put(key, { ifAbsent: true })), `Table "plain": ${taken}`);
        assert.equal(await messageOf(() => plain.transact(key, [old])), `Table "plain": ${another}`);
        assert.equal(await messageOf(() => plain.transact(key, [there])), `Table "plain": ${taken}`);
        assert.equal(
          await messageOf(() => plain.writeMany([there])),
          `Table "plain": 1 of 1 writes were not made: ${taken}`,
        );
        await orders.put({ userId: list, id: "1" });
        assert.match(
          await messageOf(() => orders.update({ userId: list, id: "1" }, { set: { a: 1 }, others: 10 })),
          /^Table "orders": others were faster 10 times: try again later\.$/,
        );
        const { message } = await refused("Invalid", () => orders.put({ userId: list }));
        assert.equal(message, 'Table "orders": the property "id" is missing.');
      },
    },
    {
      name: "update only what is there",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        await orders.put({ userId, id: "over", expiresAt: 1_000_000_000 });
        for (const id of ["none", "over"]) {
          assert.equal(await orders.update({ userId, id }, { set: { a: 1, expiresAt: 4_000_000_000 } }), undefined);
        }
        assert.deepEqual(await orders.query({ userId }), { items: [] });
      },
    },
    {
      name: "update nothing, and leave the version, when a change gives the item back",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const { version } = await users.put({ id, a: 1 });

        assert.deepEqual(await users.update({ id }, { keep: true }), { value: { id, a: 1 }, version });
        assert.deepEqual(await users.get({ id }), { value: { id, a: 1 }, version });
      },
    },
    {
      name: "update though others are faster nine times, and end in a conflict after ten",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        await users.put({ id, count: 1 });
        await users.update({ id }, { add: { count: 1 }, others: 9 });
        assert.deepEqual((await users.get({ id }))?.value, { id, count: 2 });
        const { applied } = await refused("Conflict", () => users.update({ id }, { add: { count: 1 }, others: 10 }));

        assert.equal(applied, "no");
        assert.deepEqual((await users.get({ id }))?.value, { id, count: 2 });
      },
    },
    {
      name: "update no key, and nothing that cannot be kept",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const stored = { value: { id, a: 1 }, version: (await users.put({ id, a: 1 })).version };
        await refused("Invalid", () => users.update({ id }, { set: { id: newKey() } }));
        await refused("Invalid", () => users.update({ id }, { set: { list: [[1]] } }));
        await refused("TooLarge", () => users.update({ id }, { set: { text: "x".repeat(350_000) } }));

        assert.deepEqual(await users.get({ id }), stored);
      },
    },
  ],
};
