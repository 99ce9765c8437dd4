/** The last step of `npm run test:full`: compares c8's measurements with the floor of each area, and fails below one. */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { checkAreas, checkFloors, type FileCoverage, hasCode } from "./check.ts";
import { floors } from "./floors.ts";

const summary: Readonly<Record<string, FileCoverage>> = JSON.parse(
  readFileSync(".fourfold/coverage/coverage-summary.json", "utf8"),
);
const files = new Map<string, FileCoverage>();
for (const [path, coverage] of Object.entries(summary)) {
  if (path === "total" || !hasCode(readFileSync(path, "utf8"))) continue;
  files.set(relative(process.cwd(), path).replaceAll(sep, "/"), coverage);
}

const areas = checkAreas(files, floors);
for (const { area, percent } of areas) {
  const { lines, branches, functions } = percent;
  const columns = [lines, branches, functions].map((value) => value.toFixed(1).padStart(6));
  console.log(`${area.padEnd(24)} lines ${columns[0]}  branches ${columns[1]}  functions ${columns[2]}`);
}
const problems = [...areas.flatMap((area) => area.problems), ...checkFloors(files, floors)];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
