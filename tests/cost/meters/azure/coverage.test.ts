import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";

/** The types of Azure that the components' snapshots have. */
function created(): readonly string[] {
  const folder = new URL("../../../components/snapshots/", import.meta.url);
  const texts = globSync("*.yaml", { cwd: folder }).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const types = texts.flatMap((text) =>
    [...text.matchAll(/^ +type: (azure-native:\S+)$/gm)].map(([, type = ""]) => type),
  );
  return [...new Set(types)];
}

describe("what our components create on Azure", () => {
  it("has a meter or costs nothing, and not both", () => {
    const types = created();

    assert.ok(types.length >= 26, `${types.length} types`);
    assert.deepEqual(
      types.filter((type) => meters.has(type) === free.has(type)),
      [],
    );
  });
});
