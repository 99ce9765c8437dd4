import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, pagesOf, type TableTarget } from "../target.ts";

export const indexes: TableGroup = {
  subject: "indexes",
  behaviours: [
    {
      name: "find items by an index, those without its properties left out",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const [userId, status] = [newKey(), newKey()];
        const put = (id: string, more: object) => orders.put({ userId, id, ...more });
        await put("1", { status, placedAt: "2026-03" });
        await put("2", { status, placedAt: "2026-01" });
        await put("3", { status });
        await put("4", { placedAt: "2026-02" });
        await put("5", { status, placedAt: "2026-02" });
        const find = async (range: object = {}) =>
          (await orders.queryIndex("byStatus", { status }, range)).items.map(({ value }) => value.id);

        assert.deepEqual(await find(), ["2", "5", "1"]);
        assert.deepEqual(await find({ order: "descending", limit: 2 }), ["1", "5"]);
        assert.deepEqual(await find({ prefix: "2026-02" }), ["5"]);
        assert.deepEqual(await find({ from: "2026-02" }), ["5", "1"]);
        await put("2", { status: newKey(), placedAt: "2026-01" });
        await orders.delete({ userId, id: "5" });
        assert.deepEqual(await find(), ["1"]);
      },
    },
    {
      name: "sort an index by UTF-8 bytes, in both directions and one item after the other",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const [userId, status] = [newKey(), newKey()];
        // U+FFFD has smaller bytes than an emoji, and a larger UTF-16 unit.
        const sorted = [
          " ",
          "A",
          "Z",
          "a",
          "a\uFFFD",
          "a\u{1F600}",
          "b",
          "é",
          "\uFFFD",
          "\uFFFDa",
          "\u{1F600}",
          "\u{1F600}a",
        ];
        for (const [at, placedAt] of sorted.entries()) {
          await orders.put({ userId: `${userId}${at % 3}`, id: String(at), status, placedAt });
        }
        const find = async (order: "ascending" | "descending", range: object = {}) => {
          const found: unknown[] = [];
          for await (const { items } of pagesOf((from) =>
            orders.queryIndex("byStatus", { status }, { ...{ limit: 1, order }, ...range, ...from }),
          )) {
            found.push(...items.map(({ value }) => value.placedAt));
          }
          return found;
        };

        assert.deepEqual(await find("ascending"), sorted);
        assert.deepEqual(await find("descending"), sorted.toReversed());
        assert.deepEqual(await find("ascending", { prefix: "a" }), ["a", "a\uFFFD", "a\u{1F600}"]);
        assert.deepEqual(await find("ascending", { from: "\uFFFDa", to: "\u{1F600}" }), ["\uFFFDa", "\u{1F600}"]);
      },
    },
    {
      name: "page through an index over many partitions, also where values are alike",
      async run({ tables }: TableTarget) {
        const [users, orders] = [tables.users, tables.orders];
        const [email, status] = [newKey(), newKey()];
        const ids = Array.from({ length: 11 }, (_, at) => `${email}/${at}`);
        for (const id of ids) {
          await users.put({ id, email });
          await orders.put({ userId: id, id: "1", status, placedAt: "2026-01" });
        }

        const found: unknown[] = [];
        for await (const { items } of pagesOf((from) =>
          users.queryIndex("byEmail", { email }, { ...{ limit: 4 }, ...from }),
        )) {
          found.push(...items.map(({ value }) => value.id));
        }
        assert.deepEqual(found.toSorted(), ids.toSorted());
        const alike: unknown[] = [];
        for await (const { items } of pagesOf((from) =>
          orders.queryIndex("byStatus", { status }, { ...{ limit: 3, order: "descending" }, ...from }),
        )) {
          alike.push(...items.map(({ value }) => value.userId));
        }
        assert.deepEqual(alike.toSorted(), ids.toSorted());
      },
    },
  ],
};
