import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { matchesGlob } from "node:path";
import { checkAreas, checkFloors, type FileCoverage, hasCode } from "../../tools/coverage-floors/check.ts";
import { floors } from "../../tools/coverage-floors/floors.ts";
import { sources } from "../repo/source.ts";

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

  it("name what is measured and has none", () => {
    const files = new Map([
      ["kit/a/one.ts", file(1, 1)],
      ["kit/new/two.ts", file(1, 1)],
    ]);

    assert.deepEqual(checkFloors(files, { "kit/a": floor(1) }), [
      "kit/new/two.ts: it is measured, and no area in floors.ts has it",
    ]);
  });

  it("are of every area that is measured", () => {
    const { include, exclude }: { include: string[]; exclude: string[] } = JSON.parse(
      readFileSync(".c8rc.json", "utf8"),
    );
    const measured = sources().filter(({ path }) => {
      return include.some((each) => matchesGlob(path, each)) && !exclude.some((each) => matchesGlob(path, each));
    });

    assert.ok(measured.length > 300);
    assert.deepEqual(checkFloors(new Map(measured.map(({ path }) => [path, file(1, 1)])), floors), []);
  });

  it("are of areas that there are", () => {
    for (const area of Object.keys(floors)) assert.ok(existsSync(area), area);
  });

  it("count no file of types only", () => {
    assert.equal(hasCode('/** A type. */\nimport type { A } from "./a.ts";\nexport interface B extends A {}\n'), false);
    assert.equal(hasCode("export const one = 1;\n"), true);
  });
});
