import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { callers } from "../../kit/simulator/iam/callers.ts";

const simulator = join(import.meta.dirname, "../../kit/simulator");

describe("the table of who calls whom", () => {
  for (const { who, calls, code, test, source } of callers) {
    it(`${who} → ${calls}: has its code and a test that shows it`, () => {
      const [file, title] = test;
      assert.ok(existsSync(join(simulator, code)), code);
      assert.ok(readFileSync(join(import.meta.dirname, file), "utf8").includes(title), `${file} has no test ${title}`);
      assert.match(source ?? "https://", /^https:\/\//);
    });
  }

  it("has every pair once", () => {
    const pairs = callers.map(({ who, calls }) => `${who} → ${calls}`);

    assert.deepEqual(pairs, [...new Set(pairs)]);
  });
});
