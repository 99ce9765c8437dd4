import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { MetError, newKey, refused, type TableTarget } from "../target.ts";

export const together: TableGroup = {
  subject: "writes together",
  behaviours: [
    {
      name: "make all writes of a partition, or none",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey();
        const { version } = await orders.put({ userId, id: "1", n: 1 });
        await orders.put({ userId, id: "2", n: 1 });
        await orders.increment({ userId, id: "2" }, "views");
        await orders.transact({ userId }, [
          { put: { userId, id: "1", n: 2 }, ifVersion: version },
          { delete: { userId, id: "2" } },
          { put: { userId, id: "3", n: 2 }, ifAbsent: true },
          { delete: { userId, id: "none" } },
        ]);
        const kept = async () =>
          (await orders.query({ userId })).items.map(({ value }) => `${value.id}:${value.n}`).join(" ");
        assert.equal(await kept(), "1:2 3:2");
        assert.deepEqual(await orders.counters({ userId, id: "2" }), { attempts: 0, views: 0 });

        const error = await refused("Conflict", () =>
          orders.transact({ userId }, [
            { delete: { userId, id: "1" } },
            { put: { userId, id: "4", n: 3 } },
            { put: { userId, id: "3", n: 3 }, ifAbsent: true },
          ]),
        );
        assert.deepEqual([error.index, error.applied], [2, "no"]);
        await refused("Conflict", () =>
          orders.transact({ userId }, [
            { put: { userId, id: "4", n: 3 } },
            { delete: { userId, id: "1" }, ifVersion: version },
          ]),
        );
        assert.equal(await kept(), "1:2 3:2");
      },
    },
    {
      name: "make 25 writes together, and no more",
      async run({ tables }: TableTarget) {
        const { plain, orders } = tables;
        const list = newKey();
        const writes = Array.from({ length: 25 }, (_, at) => ({ put: { list, name: `n${at}` } }));
        await plain.transact({ list }, writes);
        await refused("Invalid", () => plain.transact({ list }, [...writes, { put: { list, name: "more" } }]));
        await refused("Invalid", () =>
          plain.transact({ list }, [{ put: { list, name: "a" } }, { delete: { list, name: "a" } }]),
        );
        const foreign = await refused("Invalid", () =>
          plain.transact({ list }, [{ put: { list, name: "a" } }, { put: { list: "other", name: "a" } }]),
        );

        assert.equal(foreign.index, 1);
        assert.equal((await plain.query({ list })).items.length, 25);
        const keys = writes.map((_, at) => ({ userId: list, id: String(at) }));
        await orders.put({ userId: list, id: "7" });
        await orders.transact(
          { userId: list },
          keys.map((key) => ({ delete: key })),
        );
        assert.deepEqual((await orders.query({ userId: list })).items, []);
      },
    },
    {
      name: "write many, and say which were not written",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey();
        await orders.put({ userId, id: "7" });
        const writes = Array.from({ length: 40 }, (_, at) => ({ put: { userId, id: String(at) }, ifAbsent: true }));
        const error = await refused("Conflict", () => orders.writeMany(writes));

        assert.deepEqual(error.failed, [7]);
        assert.equal((await orders.query({ userId })).items.length, 40);
        await orders.writeMany(writes.map(({ put: { id } }) => ({ delete: { userId, id } })));
        assert.deepEqual((await orders.query({ userId })).items, []);
      },
    },
    {
      name: "make one of many transactions that are for the same version",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const { version } = await orders.put({ userId, id: "stock", left: 1 });
        const orderAs = (by: number) => () =>
          orders.transact({ userId }, [
            { put: { userId, id: "stock", left: 0 }, ifVersion: version },
            { put: { userId, id: `order ${by}` }, ifAbsent: true },
          ]);
        const results = await Promise.allSettled(Array.from({ length: 5 }, (_, by) => orderAs(by)()));

        const by = results.findIndex(({ status }) => status === "fulfilled");
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
        const { items } = await orders.query({ userId });
        assert.deepEqual(
          items.map(({ value }) => value.id),
          [`order ${by}`, "stock"],
        );
      },
    },
    {
      name: "move from one item to another, and keep the sum, whoever else does so",
      async run({ tables: { plain } }: TableTarget) {
        const list = newKey();
        const keys = ["a", "b"].map((name) => ({ list, name }));
        await plain.writeMany(keys.map((key) => ({ put: { ...key, sum: 10 } })));
        const move = async (by: number): Promise<void> => {
          const [from, to] = await plain.getMany(keys);
          const [a, b] = [Number(from?.value.sum), Number(to?.value.sum)];
          const writes = [
            { put: { ...keys[0], sum: a - by }, ifVersion: from?.version },
            { put: { ...keys[1], sum: b + by }, ifVersion: to?.version },
          ];
          await plain.transact({ list }, writes).catch((error: unknown) => {
            if (error instanceof MetError && error.code === "Conflict" && error.applied === "no") return move(by);
            throw error;
          });
        };
        await Promise.all([1, 2, 3].map(move));

        assert.deepEqual(
          (await plain.getMany(keys)).map((stored) => stored?.value.sum),
          [4, 16],
        );
      },
    },
    {
      name: "write nothing together, without complaint",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        await orders.transact({ userId }, []);
        await orders.writeMany([]);

        assert.deepEqual(await orders.query({ userId }), { items: [] });
      },
    },
    {
      name: "refuse what cannot be kept before anything is written",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const good = { put: { userId, id: "1" } };
        const wrong: readonly (readonly [code: "Invalid" | "TooLarge", write: object])[] = [
          ...[
            ["Invalid", { put: { userId, id: "2", list: [[1]] } }] as const,
            ["Invalid", { put: { userId } }] as const,
          ],
          ...[["Invalid", { delete: { userId, id: "" } }] as const, ["Invalid", {}] as const],
          ["Invalid", { put: { userId, id: "2" }, delete: { userId, id: "3" } }],
          ["Invalid", { put: { userId, id: "2" }, ifAbsent: true, ifVersion: "1" }],
          ["Invalid", { put: { userId, id: "2" }, ifAbsant: true }],
          ["Invalid", ["put"]],
          ["TooLarge", { put: { userId, id: "2", text: "x".repeat(350_000) } }],
        ];
        for (const [code, write] of wrong) {
          const errors = [
            await refused(code, () => orders.transact({ userId }, [good, write])),
            await refused(code, () => orders.writeMany([good, write])),
          ];
          assert.deepEqual(
            errors.map(({ applied }) => applied),
            ["no", "no"],
          );
        }
        await refused("Invalid", () => orders.writeMany([good, { delete: { userId, id: "1" } }]));
        assert.deepEqual(await orders.query({ userId }), { items: [] });
      },
    },
    {
      name: "take a million bytes together, and no more",
      async run({ tables: { plain } }: TableTarget) {
        const list = newKey();
        const writesOf = (size: number) =>
          Array.from({ length: 4 }, (_, at) => ({ put: { list, name: String(at), text: "x".repeat(size) } }));
        await plain.transact({ list }, writesOf(249_000));
        const { applied } = await refused("TooLarge", () => plain.transact({ list }, writesOf(250_000)));

        assert.equal(applied, "no");
        assert.deepEqual(
          (await plain.query({ list })).items.map(({ value }) => String(value.text).length),
          Array(4).fill(249_000),
        );
      },
    },
    {
      name: "say which condition of several was not met, whatever it is about",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const { version } = await orders.put({ userId, id: "there" });
        await orders.put({ userId, id: "over", expiresAt: 1_000_000_000 });
        const unmet = {
          "an item that is there": { put: { userId, id: "there" }, ifAbsent: true },
          "another version": { put: { userId, id: "there" }, ifVersion: "other" },
          "a version of nothing": { put: { userId, id: "none" }, ifVersion: version },
          "the deletion of another version": { delete: { userId, id: "there" }, ifVersion: "other" },
          "the deletion of nothing": { delete: { userId, id: "none" }, ifVersion: version },
          "an expired version": { put: { userId, id: "over" }, ifVersion: version },
        };
        for (const [what, write] of Object.entries(unmet)) {
          const met = [{ put: { userId, id: "new" }, ifAbsent: true }, { put: { userId, id: "any" } }];
          const first = await refused("Conflict", () => orders.transact({ userId }, [write, ...met]));
          const last = await refused("Conflict", () => orders.transact({ userId }, [...met, write]));
          assert.deepEqual([first.index, last.index, last.applied], [0, 2, "no"], what);
        }
        assert.deepEqual(
          (await orders.query({ userId })).items.map(({ value }) => value.id),
          ["there"],
        );
      },
    },
    {
      name: "make what can be made of many, whatever the others have failed for",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const { version } = await orders.put({ userId, id: "a" });
        const error = await refused("Conflict", () =>
          orders.writeMany([
            { put: { userId, id: "a", n: 1 }, ifAbsent: true },
            { put: { userId, id: "b" }, ifVersion: version },
            { put: { userId, id: "c" } },
            { delete: { userId, id: "d" }, ifVersion: version },
          ]),
        );

        assert.deepEqual([error.failed, error.applied], [[0, 1, 3], "no"]);
        assert.match(error.message, /: 3 of 4 writes were not made: /);
        assert.deepEqual(
          (await orders.query({ userId })).items.map(({ value }) => value.id),
          ["a", "c"],
        );
      },
    },
  ],
};
