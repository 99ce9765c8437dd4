import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

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
  ],
};
