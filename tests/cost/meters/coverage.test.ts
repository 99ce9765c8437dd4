import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import { cloudOf } from "../../../kit/cost/resources/types.ts";
import { clouds } from "../../../kit/spec/index.ts";

/** The types of resources that our components make, as their snapshots have them. */
function created(cloud: string): readonly string[] {
  const snapshot = readFileSync(new URL(`../../components/snapshots/${cloud}.yaml`, import.meta.url), "utf8");
  const types = snapshot.split("\n").flatMap((line) => /^ +type: (\S+:\S+:\S+)$/.exec(line)?.[1] ?? []);
  return [...new Set(types)].filter((type) => cloudOf(type) === cloud);
}

describe("what things cost", () => {
  for (const cloud of clouds) {
    it(`is known of every type that the components create on ${cloud}: it has a meter or is free, and not both`, () => {
      const types = created(cloud);

      assert.ok(types.length > 5, `${types.length} types`);
      assert.deepEqual(
        types.filter((type) => meters.has(type) === free.has(type)),
        [],
      );
    });

    it(`is in the same sections on ${cloud} as on the other clouds`, () => {
      const folder = new URL(`../../../kit/cost/meters/${cloud}/`, import.meta.url);
      const entries = readdirSync(folder, { withFileTypes: true });

      const sections = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
      assert.deepEqual(sections.toSorted(), ["compute", "data", "messages", "network", "operations"]);
    });
  }
});
