import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, pagesOf, refused, type TableTarget } from "../target.ts";

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
    {
      name: "find by what a key sorts by, and sort by its partition: the key the other way round",
      async run({ tables: { orders } }: TableTarget) {
        const [id, mark] = [newKey(), newKey()];
        const userIds = ["a", "a\uFFFD", "a\u{1F600}", "b", "c"].map((each) => mark + each);
        await orders.writeMany(userIds.map((userId) => ({ put: { userId, id } })));
        await orders.put({ userId: userIds[0], id: newKey() });
        const find = async (range: object) => {
          const found: unknown[] = [];
          for await (const { items } of pagesOf((from) =>
            orders.queryIndex("inverted", { id }, { ...range, ...from }),
          )) {
            found.push(...items.map(({ value }) => value.userId));
          }
          return found;
        };

        assert.deepEqual(await find({ limit: 2 }), userIds);
        assert.deepEqual(await find({ limit: 1, order: "descending" }), userIds.toReversed());
        assert.deepEqual(await find({ prefix: `${mark}a`, limit: 1 }), userIds.slice(0, 3));
        assert.deepEqual(await find({ from: userIds[1], to: userIds[3], limit: 2 }), userIds.slice(1, 4));
        const { items } = await orders.queryIndex("byId", { id });
        assert.deepEqual(items.map(({ value }) => value.userId).toSorted(), userIds.toSorted());
      },
    },
    {
      name: "have an item as soon as it has the properties, and no longer than that",
      async run({ tables: { users } }: TableTarget) {
        const [id, email, other] = [newKey(), newKey(), newKey()];
        const found = async (by: string) => (await users.queryIndex("byEmail", { email: by })).items.length;
        await users.put({ id });
        assert.equal(await found(email), 0);
        await users.update({ id }, { set: { email } });
        assert.equal(await found(email), 1);
        await users.put({ id, email: other });
        assert.deepEqual([await found(email), await found(other)], [0, 1]);
        await users.put({ id });
        assert.equal(await found(other), 0);
      },
    },
    {
      name: "have an item each, which is found by all of them, whole",
      async run({ tables: { orders } }: TableTarget) {
        const mark = newKey();
        const item = { userId: mark, id: "1", status: mark, placedAt: "2026", coupon: mark, total: { of: [1, "€"] } };
        const { version } = await orders.put(item);
        const page = { items: [{ value: item, version }] };

        assert.deepEqual(await orders.queryIndex("byStatus", item), page);
        assert.deepEqual(await orders.queryIndex("byCoupon", item), page);
        assert.deepEqual(await orders.query(item), page);
      },
    },
    {
      name: "have what was written together, and what was deleted together no more",
      async run({ tables: { orders } }: TableTarget) {
        const coupon = newKey();
        const keys = ["1", "2", "3"].map((id) => ({ userId: coupon, id }));
        const ids = async () => (await orders.queryIndex("byCoupon", { coupon })).items.map(({ value }) => value.id);
        await orders.transact(
          { userId: coupon },
          keys.map((key) => ({ put: { ...key, coupon } })),
        );
        assert.deepEqual((await ids()).toSorted(), ["1", "2", "3"]);
        await orders.transact({ userId: coupon }, [{ delete: keys[0] }, { put: keys[1] }]);
        assert.deepEqual(await ids(), ["3"]);
        await orders.writeMany(keys.map((key) => ({ delete: key })));
        assert.deepEqual(await ids(), []);
      },
    },
    {
      name: "tell apart values that look alike",
      async run({ tables: { users } }: TableTarget) {
        const mark = newKey();
        const emails = ["a@b.c", "A@b.c", "a@b.c ", "é@b.c", "e\u0301@b.c", "a%40b.c", "a/b", "'a'", "\u{1F600}"];
        await users.writeMany(emails.map((email, at) => ({ put: { id: `${mark}${at}`, email: mark + email } })));
        for (const [at, email] of emails.entries()) {
          const { items } = await users.queryIndex("byEmail", { email: mark + email });
          assert.deepEqual(
            items.map(({ value }) => value.id),
            [`${mark}${at}`],
          );
        }
      },
    },
    {
      name: "are not unique, and say so by a page of all that have the value",
      async run({ tables: { users } }: TableTarget) {
        const email = newKey();
        const ids = ["1", "2", "3"].map((each) => email + each);
        for (const id of ids) await users.put({ id, email }, { ifAbsent: true });

        const { items } = await users.queryIndex("byEmail", { email }, { limit: 3 });
        assert.deepEqual(items.map(({ value }) => value.id).toSorted(), ids);
      },
    },
    {
      name: "are refused if they do not exist, and items with a value that no index has",
      async run({ tables: { users, plain } }: TableTarget) {
        const id = newKey();
        for (const name of ["byName", "", "toString", "email"]) {
          await refused("Invalid", () => users.queryIndex(name, { email: "a" }));
        }
        await refused("Invalid", () => plain.queryIndex("byEmail", { email: "a" }));
        await refused("Invalid", () => users.queryIndex("byEmail", {}));
        for (const email of ["", null, 1, true, ["a"], {}, "a\0", "x".repeat(501), "\uD83D"]) {
          const { applied, message } = await refused("Invalid", () => users.put({ id, email }));
          assert.equal(applied, "no");
          assert.match(message, /email/);
        }
        assert.equal(await users.get({ id }), undefined);
      },
    },
  ],
};
