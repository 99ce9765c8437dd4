/**
 * `npm test` and `npm run test:full`: runs each area of tests in a process of its own, two at a time, and adds up what
 * they say. `node tools/test/main.ts tests/spec` runs what is in a folder or a file.
 */
import { parseArgs } from "node:util";
import { isFourfoldError } from "../../kit/spec/index.ts";
import { ensurePulumi } from "../pulumi/build.ts";
import { runFiles } from "./area-process.ts";
import { type Area, areas, tolerance } from "./areas.ts";
import { chosenTests, findTests, groupByArea } from "./files.ts";
import { runInLanes } from "./lanes.ts";
import { type Finished, failuresOf, overBudget, summaryOf, timeTable } from "./report.ts";
import { sampled } from "./sample.ts";
import { findSeed } from "./seed.ts";

/** Two cores, and tests that measure nothing but wait for seconds: with more at a time they would wait for each other. */
const lanes = 2;

interface Job extends Area {
  readonly folder: string;
  readonly files: readonly string[];
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Only some cases of large matrices, chosen by the seed. */
    sample: { type: "boolean", default: false },
  },
});
const seed = values.sample ? findSeed(process.cwd()) : "";
console.log(seed === "" ? "Every test" : `TEST_SEED=${seed}: a sample where an area has one`);
const groups = groupByArea(chosenTests(findTests(process.cwd()), positionals), Object.keys(areas));
const jobs = Object.entries(areas).flatMap(([folder, area]): readonly Job[] => {
  const all = groups.get(folder);
  if (all === undefined) return [];
  const files = seed === "" || area.sample === undefined ? all : sampled(all, area.sample, seed);
  if (files.length < all.length) console.log(`${folder}: ${files.length} of ${all.length} files: ${files.join(", ")}`);
  return [{ folder, files, ...area }];
});

const started = performance.now();
if (jobs.some(({ pulumi }) => pulumi)) await buildPulumiOnce();
const finished: Finished[] = [];
await runInLanes(jobs, lanes, async ({ folder, files, ...area }) => {
  console.log(`${folder}: started`);
  const options = process.stdout.isTTY ? ["--color"] : [];
  const ended = await runFiles(files, { options, environment: { TEST_SEED: seed } });
  // The whole of an area at once: two that wrote as they go on could not be read.
  console.log(`\n${folder}\n${ended.text}`);
  finished.push({ folder, area, ended });
});
finished.sort((a, b) => (a.folder < b.folder ? -1 : 1));

const failures = failuresOf(finished);
const problems = overBudget(finished, tolerance);
for (const failure of failures) console.log(`\n${failure}`);
console.log(`\n${timeTable(finished).join("\n")}\n`);
for (const problem of problems) console.log(problem);
console.log(`\n${summaryOf(finished, (performance.now() - started) / 1_000).join("\n")}\n`);
process.exitCode = failures.length + problems.length === 0 ? 0 : 1;

/** Two areas that need it would build it twice. Without Go each test that needs it says so. */
async function buildPulumiOnce(): Promise<void> {
  try {
    await ensurePulumi();
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    console.log(error.message);
  }
}
