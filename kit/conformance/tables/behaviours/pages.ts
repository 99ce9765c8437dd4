import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { type LoosePage, type LooseTable, newKey, pagesOf, refused, type TableTarget } from "../target.ts";

const namesOf = ({ items }: LoosePage): readonly unknown[] => items.map(({ value }) => value.name);

/** A list of its own with items of one letter each. */
async function listOf(plain: LooseTable, letters: string): Promise<string> {
  const list = newKey();
  await plain.writeMany([...letters].map((name) => ({ put: { list, name } })));
  return list;
}

/** Everything on all pages, page by page. */
async function allOf(plain: LooseTable, list: string, range: object): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of pagesOf((from) => plain.query({ list }, { ...range, ...from }))) {
    found.push(namesOf(page).join(""));
  }
  return found;
}

/** What a cursor says, as somebody who wants to see more can read and change it. */
const forged = (cursor: string, change: (position: Readonly<Record<string, string>>) => unknown): string => {
  const [mark, position] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  return Buffer.from(JSON.stringify([mark, change(position)])).toString("base64url");
};

export const pages: TableGroup = {
  subject: "pages",
  behaviours: [
    {
      name: "are of a prefix, or from one text to another, in both directions",
      async run({ tables: { plain } }: TableTarget) {
        const list = await listOf(plain, "abcdefg");
        await plain.writeMany(["c1", "c2", "c3"].map((name) => ({ put: { list, name } })));

        assert.deepEqual(await allOf(plain, list, { prefix: "c", limit: 3 }), ["cc1c2", "c3"]);
        assert.deepEqual(await allOf(plain, list, { prefix: "c", limit: 1, order: "descending" }), [
          "c3",
          "c2",
          "c1",
          "c",
        ]);
        assert.deepEqual(await allOf(plain, list, { from: "b", to: "d", limit: 2 }), ["bc", "c1c2", "c3d"]);
        assert.deepEqual(await allOf(plain, list, { from: "e", limit: 2, order: "descending" }), ["gf", "e"]);
        assert.deepEqual(await allOf(plain, list, { to: "b", limit: 1, order: "descending" }), ["b", "a"]);
      },
    },
    {
      name: "go on behind an item that was deleted since",
      async run({ tables: { plain } }: TableTarget) {
        const list = await listOf(plain, "abcd");
        const { cursor } = await plain.query({ list }, { limit: 2 });
        await plain.delete({ list, name: "b" });

        assert.deepEqual(namesOf(await plain.query({ list }, { limit: 2, cursor })), ["c", "d"]);
        await plain.writeMany(["c", "d"].map((name) => ({ delete: { list, name } })));
        assert.deepEqual(await plain.query({ list }, { limit: 2, cursor }), { items: [] });
      },
    },
    {
      name: "have what was put behind the cursor since, and not what was put before it",
      async run({ tables: { plain } }: TableTarget) {
        const list = await listOf(plain, "aceg");
        const { cursor } = await plain.query({ list }, { limit: 2 });
        await plain.writeMany([..."bdf"].map((name) => ({ put: { list, name } })));

        assert.deepEqual(namesOf(await plain.query({ list }, { cursor })), ["d", "e", "f", "g"]);
      },
    },
    {
      name: "are the same for the same cursor, and go on with another limit",
      async run({ tables: { plain } }: TableTarget) {
        const list = await listOf(plain, "abcde");
        const { cursor } = await plain.query({ list }, { limit: 1 });
        const again = await Promise.all([1, 2].map(() => plain.query({ list }, { limit: 2, cursor })));

        assert.deepEqual(again[0], again[1]);
        assert.deepEqual(again.map(namesOf), [
          ["b", "c"],
          ["b", "c"],
        ]);
        assert.deepEqual(namesOf(await plain.query({ list }, { limit: 4, cursor })), ["b", "c", "d", "e"]);
      },
    },
    {
      name: "are full unless they are the last, also where items between have expired",
      async run({ tables: { orders } }: TableTarget) {
        const userId = newKey();
        const ids = Array.from({ length: 12 }, (_, at) => String(at).padStart(2, "0"));
        const past = { expiresAt: 1_000_000_000 };
        await orders.writeMany(
          ids.map((id, at) => ({ put: { userId, id, coupon: userId, ...(at % 3 === 0 ? {} : past) } })),
        );
        const found: unknown[] = [];
        for await (const { items } of pagesOf((from) => orders.query({ userId }, { limit: 3, ...from }))) {
          found.push(items.map(({ value }) => value.id));
        }

        assert.deepEqual(found, [["00", "03", "06"], ["09"]]);
        const indexed = await orders.queryIndex("byCoupon", { coupon: userId }, { limit: 4 });
        assert.deepEqual([indexed.items.length, indexed.cursor], [4, undefined]);
      },
    },
    {
      name: "are empty, without a cursor, where everything has expired or nothing is in the range",
      async run({ tables: { orders, plain } }: TableTarget) {
        const userId = newKey();
        await orders.writeMany(["1", "2", "3"].map((id) => ({ put: { userId, id, expiresAt: 1_000_000_000 } })));
        const list = await listOf(plain, "bd");

        assert.deepEqual(await orders.query({ userId }, { limit: 1 }), { items: [] });
        for (const range of [
          { prefix: "c" },
          { from: "e" },
          { to: "a" },
          { from: "c", to: "c" },
          { from: "d", to: "b" },
        ]) {
          assert.deepEqual(await plain.query({ list }, range), { items: [] });
        }
      },
    },
    {
      name: "have 1 to 1,000 items, 100 where nothing is said, and are refused with another limit",
      async run({ tables: { plain } }: TableTarget) {
        const list = newKey();
        const writes = Array.from({ length: 120 }, (_, at) => ({ put: { list, name: String(at) } }));
        await plain.writeMany(writes);

        assert.equal((await plain.query({ list })).items.length, 100);
        assert.equal((await plain.query({ list }, { limit: 1_000 })).items.length, 120);
        for (const limit of [0, -1, 1.5, 1_001, "10"]) {
          await refused("Invalid", () => plain.query({ list }, { limit }));
        }
      },
    },
    {
      name: "are refused for a prefix beside an end, and for an order that does not exist",
      async run({ tables: { plain, users } }: TableTarget) {
        const list = newKey();
        await refused("Invalid", () => plain.query({ list }, { prefix: "a", from: "a" }));
        await refused("Invalid", () => plain.query({ list }, { prefix: "a", to: "b" }));
        await refused("Invalid", () => plain.query({ list }, { order: "sideways" }));
        await refused("Invalid", () => plain.query({ list }, { prefix: "\uD83D" }));
        await refused("Invalid", () => plain.query({ list }, { from: "a".repeat(501) }));
        // A table and an index without a second property sort nothing.
        await refused("Invalid", () => users.query({ id: list }));
        await refused("Invalid", () => users.queryIndex("byEmail", { email: list }, { prefix: "a" }));
      },
    },
    {
      name: "are refused for a cursor of another table, index, value or range",
      async run({ tables: { plain, orders } }: TableTarget) {
        const list = await listOf(plain, "abc");
        const put = (id: string) => orders.put({ userId: list, id, coupon: list, status: list, placedAt: id });
        for (const id of ["a", "b", "c"]) await put(id);
        const { cursor: ofTable } = await plain.query({ list }, { limit: 1, prefix: "" });
        const { cursor: ofStatus } = await orders.queryIndex("byStatus", { status: list }, { limit: 1 });
        const { cursor: ofCoupon } = await orders.queryIndex("byCoupon", { coupon: list }, { limit: 1 });

        assert.ok(ofTable !== undefined && ofStatus !== undefined && ofCoupon !== undefined);
        for (const cursor of [ofTable, ofStatus]) {
          await refused("Invalid", () => orders.query({ userId: list }, { cursor }));
          await refused("Invalid", () => orders.queryIndex("byCoupon", { coupon: list }, { cursor }));
        }
        await refused("Invalid", () => orders.queryIndex("byStatus", { status: list }, { cursor: ofCoupon }));
        await refused("Invalid", () => orders.queryIndex("byStatus", { status: "other" }, { cursor: ofStatus }));
        await refused("Invalid", () =>
          orders.queryIndex("byStatus", { status: list }, { cursor: ofStatus, from: "a" }),
        );
        await refused("Invalid", () => plain.query({ list }, { cursor: ofTable, prefix: "a" }));
      },
    },
    {
      name: "never leave the partition that was asked for, whatever somebody makes of a cursor",
      async run({ tables: { plain, orders } }: TableTarget) {
        const [list, other] = [await listOf(plain, "abc"), await listOf(plain, "abc")];
        const { cursor = "" } = await plain.query({ list }, { limit: 1 });
        const elsewhere = forged(cursor, (at) => ({ ...at, list: other }));
        await refused("Invalid", () => plain.query({ list }, { cursor: elsewhere }));
        const later = await plain.query({ list }, { cursor: forged(cursor, (at) => ({ ...at, name: "b" })) });
        assert.deepEqual(namesOf(later), ["c"]);

        for (const id of ["a", "b"]) await orders.put({ userId: list, id, coupon: list });
        await orders.put({ userId: other, id: "a", coupon: other });
        const { cursor: indexed = "" } = await orders.queryIndex("byCoupon", { coupon: list }, { limit: 1 });
        const found = await orders.queryIndex(
          "byCoupon",
          { coupon: list },
          { cursor: forged(indexed, (at) => ({ ...at, userId: " " })) },
        );
        assert.ok(found.items.every(({ value }) => value.coupon === list));
      },
    },
    {
      name: "are refused for a cursor that no table can have given",
      async run({ tables: { plain } }: TableTarget) {
        const list = await listOf(plain, "abc");
        const { cursor = "" } = await plain.query({ list }, { limit: 1 });
        const changes: readonly ((at: Readonly<Record<string, string>>) => unknown)[] = [
          ...["", "\0", "a\0b", "\uD83D", "k".repeat(501), 1, null, { S: "a" }].map((name) => (at: object) => ({
            ...at,
            name,
          })),
          ...[
            () => ({}),
            () => [],
            () => null,
            (at: object) => ({ ...at, more: "a" }),
            ({ list: name }: object & { list?: string }) => ({ name }),
          ],
        ];
        for (const change of changes) {
          const { applied } = await refused("Invalid", () => plain.query({ list }, { cursor: forged(cursor, change) }));
          assert.equal(applied, "no");
        }
        for (const text of ["", "{}", "é", "a".repeat(5_000), Buffer.from("[]").toString("base64url")]) {
          await refused("Invalid", () => plain.query({ list }, { cursor: text }));
        }
      },
    },
  ],
};
