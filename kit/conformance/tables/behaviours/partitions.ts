import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, pagesOf, refused, type TableTarget } from "../target.ts";

export const partitions: TableGroup = {
  subject: "partitions",
  behaviours: [
    {
      name: "sort a partition by UTF-8 bytes, in both directions",
      async run({ tables }: TableTarget) {
        const plain = tables.plain;
        const list = newKey();
        // U+FFFD has smaller bytes than an emoji, and a larger UTF-16 unit.
        const sorted = [
          " ",
          "#",
          "%",
          "/",
          "/a",
          "A",
          "Z",
          "_",
          "a",
          "a ",
          "a/b",
          "aa",
          "ab",
          "b",
          "é",
          "\uFFFD",
          "\u{1F600}",
        ];
        for (const name of sorted.toSorted(() => Math.random() - 0.5)) await plain.put({ list, name });
        const namesOf = async (order: "ascending" | "descending") =>
          (await plain.query({ list }, { order })).items.map(({ value }) => value.name);

        assert.deepEqual(await namesOf("ascending"), sorted);
        assert.deepEqual(await namesOf("descending"), sorted.toReversed());
      },
    },
    {
      name: "find parts of a partition",
      async run({ tables }: TableTarget) {
        const plain = tables.plain;
        const list = newKey();
        const names = ["a", "a1", "a2", "b", "b\u{1F600}", "b\uFFFD", "c"];
        for (const name of names) await plain.put({ list, name });
        const find = async (range: object) => (await plain.query({ list }, range)).items.map(({ value }) => value.name);

        assert.deepEqual(await find({ prefix: "a" }), ["a", "a1", "a2"]);
        assert.deepEqual(await find({ prefix: "b\u{1F600}" }), ["b\u{1F600}"]);
        assert.deepEqual(await find({ prefix: "d" }), []);
        assert.deepEqual(await find({ prefix: "" }), ["a", "a1", "a2", "b", "b\uFFFD", "b\u{1F600}", "c"]);
        assert.deepEqual(await find({ from: "a1", to: "b" }), ["a1", "a2", "b"]);
        assert.deepEqual(await find({ from: "a3" }), ["b", "b\uFFFD", "b\u{1F600}", "c"]);
        assert.deepEqual(await find({ to: "a1" }), ["a", "a1"]);
        assert.deepEqual(await find({ from: "c", to: "a" }), []);
        assert.deepEqual(await find({ from: "a1", order: "descending", limit: 2 }), ["c", "b\u{1F600}"]);
      },
    },
    {
      name: "page through a partition, with a cursor only where there is more",
      async run({ tables }: TableTarget) {
        const plain = tables.plain;
        const list = newKey();
        const names = Array.from({ length: 7 }, (_, at) => `n${at}`);
        for (const name of names) await plain.put({ list, name });

        const pages: unknown[][] = [];
        for await (const { items } of pagesOf((from) => plain.query({ list }, { ...{ limit: 3 }, ...from })))
          pages.push(items.map(({ value }) => value.name));
        assert.deepEqual(pages, [names.slice(0, 3), names.slice(3, 6), names.slice(6)]);
        const exact = await plain.query({ list }, { limit: 7 });
        assert.deepEqual([exact.items.length, exact.cursor], [7, undefined]);
        const back: unknown[] = [];
        for await (const { items } of pagesOf((from) =>
          plain.query({ list }, { ...{ limit: 2, order: "descending" }, ...from }),
        )) {
          back.push(...items.map(({ value }) => value.name));
        }
        assert.deepEqual(back, names.toReversed());
      },
    },
    {
      name: "refuse a cursor of another question, and what is not one",
      async run({ tables }: TableTarget) {
        const plain = tables.plain;
        const list = newKey();
        for (const name of ["a", "b"]) await plain.put({ list, name });
        const { cursor = "" } = await plain.query({ list }, { limit: 1 });

        await refused("Invalid", () => plain.query({ list: newKey() }, { limit: 1, cursor }));
        await refused("Invalid", () => plain.query({ list }, { limit: 1, order: "descending", cursor }));
        await refused("Invalid", () => plain.query({ list }, { limit: 1, cursor: `${cursor}x` }));
        await refused("Invalid", () => plain.query({ list }, { limit: 1, cursor: "none" }));
        assert.equal((await plain.query({ list }, { limit: 5, cursor })).items.length, 1);
      },
    },
  ],
};
