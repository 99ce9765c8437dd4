import assert from "node:assert/strict";
import { item, met, tableWith } from "./table-with.ts";

describe("what tables are asked", () => {
  const table = tableWith({});
  const wrong: Readonly<Record<string, () => Promise<unknown>>> = {
    "a limit of 0": () => table.query({ list: "a" }, { limit: 0 }),
    "a limit of 1,001": () => table.query({ list: "a" }, { limit: 1_001 }),
    "an order that does not exist": () => table.query({ list: "a" }, { order: "up" }),
    "a prefix and an end": () => table.query({ list: "a" }, { prefix: "a", to: "b" }),
    "an index that does not exist": () => table.queryIndex("byX", { x: "1" }),
    "an index of every object": () => table.queryIndex("toString", { x: "1" }),
    "a partition without its value": () => table.query({}),
    "101 keys": () => table.getMany(Array.from({ length: 101 }, () => item)),
    "a counter that does not exist": () => table.increment(item, "likes"),
    "half a step": () => table.increment(item, "views", 0.5),
    "a version that is not a text": () => table.put(item, { ifVersion: 1 as never }),
    "two conditions": () => table.put(item, { ifVersion: "1", ifAbsent: true } as never),
    "an absence that is a text": () => table.put(item, { ifAbsent: "yes" as never }),
    "a condition that is misspelt": () => table.put(item, { ifAbsant: true } as never),
    "a condition of one of several that is misspelt": () => table.writeMany([{ put: item, ifAbsant: true } as never]),
    "the absence of what is deleted": () => table.writeMany([{ delete: item, ifAbsent: true } as never]),
    "options that are none": () => table.put(item, true as never),
    "a prefix that is misspelt": () => table.query({ list: "a" }, { prefx: "a" } as never),
    "a write that is a text": () => table.writeMany(["put" as never]),
    "a write that neither puts nor deletes": () => table.writeMany([{} as never]),
    "two writes of an item": () => table.writeMany([{ put: item }, { delete: item }]),
  };
  for (const [what, work] of Object.entries(wrong)) {
    it(`is refused with ${what}, in a promise`, async () => {
      assert.equal((await met(work())).code, "Invalid");
      assert.deepEqual(table.calls, []);
    });
  }
});
