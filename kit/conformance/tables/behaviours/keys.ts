import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { unsayable } from "../perform.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

/** Texts that something on the way may take for each other: paths, escapes, cases, forms of Unicode, numbers. */
const alike = [
  ...["a", "A", "a ", " a", "a\t", "a\n", "a\u00A0", "a\u200B", "\uFEFFa", "a\u0001", "\u007F"],
  ...[".", "..", "/", "//", "a/b", "a//b", "a/", "\\", "a\\b", "%", "%2F", "a%2Fb", "a+b", "a b", "a%20b"],
  ...["#", "?", "a#b", "a?b", "a&b", "~", "_", "__a__", "__", "'", '"', "`", "$", "*", ",", ":", ";", "|"],
  ...["0", "1", "01", "1.0", "1e0", "-1", "null", "true", "[]", "{}", "undefined"],
  ...["é", "e\u0301", "ß", "ss", "SS", "ﬀ", "ff", "İ", "i", "I", "ı", "K", "\u212A", "\uFFFF", "\u{10FFFF}", "👩‍💻"],
];

/** Values that no key has. */
const wrong = {
  "": "",
  long: "k".repeat(501),
  letters: "é".repeat(251),
  nul: "a\0b",
  half: "\uD83D",
  other: "\uDE00a",
};

export const keys: TableGroup = {
  subject: "keys",
  behaviours: [
    {
      name: "tell apart what looks alike within a partition",
      async run({ tables: { plain } }: TableTarget) {
        const list = newKey();
        await plain.writeMany(alike.map((name, at) => ({ put: { list, name, at } })));
        const found = await plain.getMany(alike.map((name) => ({ list, name })));

        assert.deepEqual(
          found.map((stored) => stored?.value),
          alike.map((name, at) => ({ list, name, at })),
        );
        assert.equal((await plain.query({ list })).items.length, alike.length);
      },
    },
    {
      name: "tell apart partitions that look alike",
      async run({ tables: { plain } }: TableTarget) {
        const name = newKey();
        await plain.writeMany(alike.map((list, at) => ({ put: { list, name, at } })));
        const found = await Promise.all(alike.map((list) => plain.query({ list }, { prefix: name })));

        assert.deepEqual(
          found.map(({ items }) => items.map(({ value }) => value.at)),
          alike.map((_, at) => [at]),
        );
        await plain.writeMany(alike.map((list) => ({ delete: { list, name } })));
        assert.equal((await plain.getMany(alike.map((list) => ({ list, name })))).filter(Boolean).length, 0);
      },
    },
    {
      name: "tell apart items whose two values look alike only together",
      async run({ tables: { orders } }: TableTarget) {
        const mark = newKey();
        const pairs = [
          ...[["a", "b/c"] as const, ["a/b", "c"] as const, ["a", "bc"] as const, ["ab", "c"] as const],
          ...[["a~", "b"] as const, ["a", "~b"] as const, ["a_", "b"] as const, ["a", "_b"] as const],
        ].map(([userId, id]) => ({ userId: `${mark}${userId}`, id }));
        await orders.writeMany(pairs.map((pair, at) => ({ put: { ...pair, at } })));
        await orders.delete({ userId: `${mark}ab`, id: "c" });

        const found = await orders.getMany(pairs);
        assert.deepEqual(
          found.map((stored) => stored?.value.at),
          [0, 1, 2, undefined, 4, 5, 6, 7],
        );
      },
    },
    {
      name: "are counted in bytes: 500 are taken, and one more is refused",
      async run({ tables: { users } }: TableTarget) {
        const mark = newKey();
        for (const letter of ["k", "é", "€", "\u{1F600}"]) {
          const letters = letter.repeat(Math.floor((500 - mark.length) / Buffer.byteLength(letter)));
          const id = mark + letters + "-".repeat(500 - Buffer.byteLength(mark + letters));
          assert.equal(Buffer.byteLength(id), 500);
          await users.put({ id });
          assert.deepEqual((await users.get({ id }))?.value, { id });
          await refused("Invalid", () => users.put({ id: `${id}k` }));
        }
      },
    },
    {
      name: "are refused by each verb if they are empty, too long, no Unicode or have U+0000",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        for (const [what, id] of Object.entries(wrong)) {
          for (const key of [
            { userId, id },
            { userId: id, id: "1" },
          ]) {
            const errors = await Promise.all([
              refused("Invalid", () => orders.get(key)),
              refused("Invalid", () => orders.getMany([{ userId, id: "1" }, key])),
              refused("Invalid", () => orders.put(key)),
              refused("Invalid", () => orders.delete(key)),
              refused("Invalid", () => orders.update(key, {})),
              refused("Invalid", () => orders.increment(key, "views")),
              refused("Invalid", () => orders.counters(key)),
            ]);
            for (const { applied } of errors) assert.equal(applied, "no", what);
          }
          await refused("Invalid", () => orders.query({ userId: id }));
          await refused("Invalid", () => orders.queryIndex("byCoupon", { coupon: id }));
        }
        assert.deepEqual((await orders.query({ userId })).items, []);
      },
    },
    {
      name: "are refused if they are not texts, or are not there",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        for (const id of [1, null, true, ["1"], { a: 1 }, unsayable("NaN"), unsayable("undefined")]) {
          await refused("Invalid", () => orders.put({ userId, id }));
          await refused("Invalid", () => orders.get({ userId, id }));
        }
        for (const key of [{ userId }, { id: "1" }, {}]) {
          const { message } = await refused("Invalid", () => orders.put(key));
          assert.match(message, "userId" in key ? /"id"/ : /"userId"/);
        }
      },
    },
    {
      name: "are found among other properties: an item is a key of itself",
      async run({ tables: { orders } }: TableTarget) {
        const item = { userId: newKey(), id: "1", status: "open", total: 3 };
        await orders.put(item);

        assert.deepEqual((await orders.get(item))?.value, item);
        assert.deepEqual((await orders.query(item)).items.length, 1);
        await orders.delete(item);
        assert.equal(await orders.get(item), undefined);
      },
    },
  ],
};
