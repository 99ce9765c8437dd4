import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { checkAreas, type FileCoverage, hasCode } from "../../tools/coverage-floors/check.ts";
import { floors } from "../../tools/coverage-floors/floors.ts";

const file = (covered: number, total: number): FileCoverage => {
  const measured = { covered, total };
  return { lines: measured, branches: measured, functions: measured };
};
const floor = (percent: number) => ({ lines: percent, branches: percent, functions: percent });

describe("coverage floors", () => {
  it("weigh the files of an area by their size, and leave out others", () => {
    const files = new Map([
      ["kit/a/one.ts", file(90, 90)],
      ["kit/a/two.ts", file(0, 10)],
      ["kit/ab/other.ts", file(0, 100)],
    ]);

    const [area] = checkAreas(files, { "kit/a": floor(90) });

    assert.deepEqual(area, { area: "kit/a", percent: floor(90), problems: [] });
  });

  it("name what is below", () => {
    const [area] = checkAreas(new Map([["kit/a/one.ts", file(89, 100)]]), { "kit/a": { ...floor(89), branches: 90 } });

    assert.deepEqual(area?.problems, ["kit/a: 89.0 % of branches are run, 90 % must be"]);
  });

  it("fail for an area that has no files", () => {
    const [area] = checkAreas(new Map(), { "kit/gone": floor(1) });

    assert.equal(area?.problems.length, 3);
  });

  it("are of areas that there are", () => {
    for (const area of Object.keys(floors)) assert.ok(existsSync(area), area);
  });

  it("count no file of types only", () => {
    assert.equal(hasCode('/** A type. */\nimport type { A } from "./a.ts";\nexport interface B extends A {}\n'), false);
    assert.equal(hasCode("export const one = 1;\n"), true);
  });
});
