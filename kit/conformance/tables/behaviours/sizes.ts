import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

export const sizes: TableGroup = {
  subject: "sizes",
  behaviours: [
    {
      name: "get many large items, however many the cloud answers at a time",
      async run({ large }: TableTarget) {
        const { got, queried } = await large(newKey(), 60, 300_000);
        assert.deepEqual(
          got,
          Array.from({ length: 60 }, (_, at) => `n${at}`),
        );
        assert.equal(queried, 60);
      },
    },
    {
      name: "take keys and items of the largest size",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey().padEnd(500, "k");
        for (const id of ["\u{1F600}".repeat(125), "/".repeat(500), "\uFFFD".repeat(166)]) {
          const item = { userId, id, status: "s".repeat(500), placedAt: "/".repeat(500) };
          await orders.put(item);
          await orders.increment({ userId, id }, "views");
          assert.deepEqual((await orders.get({ userId, id }))?.value, item);
          assert.deepEqual(await orders.counters({ userId, id }), { attempts: 0, views: 1 });
        }
        const room = 350_000 - JSON.stringify({ userId, id: "1", text: "" }).length;
        const escaped = { userId, id: "1", text: "\u0001".repeat(Math.floor(room / 6)) };
        await orders.put(escaped);
        assert.deepEqual((await orders.get({ userId, id: "1" }))?.value, escaped);
        await orders.put({ userId, id: "1", text: "x".repeat(room) });
        await refused("TooLarge", () => orders.put({ userId, id: "1", text: "x".repeat(room + 1) }));
      },
    },
    {
      name: "take items as deep as 20 levels, and lists of many small values",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
        const id = newKey();
        const deep = { id, a: nested(19) };
        await users.put(deep);
        assert.deepEqual((await users.get({ id }))?.value, deep);
        await refused("Invalid", () => users.put({ id, a: nested(20) }));
        const many = { id, list: Array.from({ length: 25_000 }, (_, at) => at) };
        await users.put(many);
        assert.deepEqual((await users.get({ id }))?.value, many);
      },
    },
  ],
};
