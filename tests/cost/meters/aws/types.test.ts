import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";

describe("the types of AWS that components create", () => {
  it("are all metered or free, and none is both", () => {
    const folder = new URL("../../../components/snapshots/", import.meta.url);
    const snapshots = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
    const types = new Set(snapshots.flatMap((text) => text.match(/(?<=type: )aws:\S+/g) ?? []));

    assert.ok(types.size >= 20);
    assert.deepEqual(
      [...types].filter((type) => meters.has(type) === free.has(type)),
      [],
    );
  });
});
