import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, type TableTarget } from "../target.ts";

export const counters: TableGroup = {
  subject: "counters",
  behaviours: [
    {
      name: "count beside an item, by many at the same time",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const raised = await Promise.all(Array.from({ length: 8 }, () => users.increment({ id }, "logins")));
        const { version } = await users.put({ id, a: 1 }, { ifAbsent: true });
        await users.increment({ id }, "logins", 10);
        await users.increment({ id }, "logins", -3);
        await users.put({ id, a: 2 }, { ifVersion: version });

        assert.deepEqual(
          raised.toSorted((a, b) => a - b),
          [1, 2, 3, 4, 5, 6, 7, 8],
        );
        assert.deepEqual(await users.counters({ id }), { logins: 15 });
        assert.deepEqual((await users.get({ id }))?.value, { id, a: 2 });
        await users.delete({ id });
        assert.deepEqual(await users.counters({ id }), { logins: 0 });
      },
    },
    {
      name: "keep the counters of each item apart, and each counter",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey();
        await orders.increment({ userId, id: "1" }, "attempts", 5);
        await orders.increment({ userId, id: "1" }, "views");
        await orders.increment({ userId, id: "2" }, "views", 2);

        assert.deepEqual(await orders.counters({ userId, id: "1" }), { attempts: 5, views: 1 });
        assert.deepEqual(await orders.counters({ userId, id: "2" }), { attempts: 0, views: 2 });
        assert.deepEqual(await orders.query({ userId }), { items: [] });
      },
    },
  ],
};
