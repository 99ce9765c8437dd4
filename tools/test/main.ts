/**
 * `npm test` and `npm run test:full`: runs each area of tests in a process of its own, two at a time, and adds up their
 * results. `node tools/test/main.ts tests/spec` runs a folder or a file.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { isFourfoldError } from "../../kit/spec/index.ts";
import { ensurePulumi } from "../pulumi/build.ts";
import { runFiles } from "./area-process.ts";
import { areas, tolerance } from "./areas.ts";
import { chosenTests, findTests, groupByArea } from "./files.ts";
import { type Job, jobsOf } from "./jobs.ts";
import { runInLanes } from "./lanes.ts";
import { type Finished, failuresOf, overBudget, summaryOf, timeTable } from "./report.ts";
import { findSeed } from "./sample.ts";

/** The number of CI's cores: with more at a time, tests that wait for something would wait for each other. */
const lanes = 2;

/** The first port of simulated clouds that tests start without a port. Each lane has the range of one simulator. */
const firstPort = Number(process.env.FOURFOLD_PORT ?? 8_000);
const portsOfLane = 1_000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    /** Only a sample of the areas that have one, chosen by the seed. */
    sample: { type: "boolean", default: false },
  },
});
const started = performance.now();
const seed = values.sample ? findSeed(process.cwd()) : undefined;
const groups = groupByArea(chosenTests(findTests(process.cwd()), positionals), Object.keys(areas));
const jobs = jobsOf(areas, groups, seed);
announce(jobs);
// Code compiled for folders of earlier runs that are gone would never be removed: tests/support/compile-cache.ts
rmSync(".fourfold/compiled", { recursive: true, force: true });
if (jobs.some(({ pulumi }) => pulumi)) await buildPulumiOnce();

const finished: Finished[] = [];
await runInLanes(jobs, lanes, async (job, lane) => {
  // A simulator that a test restarts needs its previous ports: no other area may take them.
  const port = String(firstPort + lane * portsOfLane);
  const unmeasured = job.coverage === false ? { NODE_V8_COVERAGE: undefined } : {};
  const clouds = seed === undefined ? undefined : job.clouds?.toString();
  const environment = { TEST_SEED: seed, TEST_CLOUDS: clouds, FOURFOLD_PORT: port, ...unmeasured };
  console.log(`${job.folder}: started`);
  const ended = await runFiles(job.files, {
    options: process.stdout.isTTY ? ["--color"] : [],
    environment,
    onFailure: (title) => console.log(`${job.folder}: failed: ${title}`),
  });
  // The whole output of an area at once: interleaved output of two could not be read.
  console.log(`\n${job.folder}\n${ended.text}`);
  finished.push({ folder: job.folder, area: job, ended });
});
finished.sort((a, b) => (a.folder < b.folder ? -1 : 1));

const failures = failuresOf(finished);
// A budget is of what `npm test` runs.
const problems = values.sample ? overBudget(finished, tolerance) : [];
for (const failure of failures) console.log(`\n${failure}`);
console.log(`\n${timeTable(finished).join("\n")}\n`);
for (const problem of problems) console.log(problem);
console.log(`\n${summaryOf(finished, (performance.now() - started) / 1_000).join("\n")}\n`);
process.exitCode = failures.length + problems.length === 0 ? 0 : 1;

/** Prints what is omitted, and how to run the same again. */
function announce(all: readonly Job[]): void {
  if (seed !== undefined) console.log(`TEST_SEED=${seed}`);
  for (const { folder, files, all: count, clouds } of all) {
    if (files.length < count) console.log(`${folder}: ${files.length} of ${count} files: ${files.join(" ")}`);
    if (seed !== undefined && clouds !== undefined)
      console.log(`${folder}: each test of all clouds on ${clouds} of them`);
  }
}

/** Builds it before areas that need it, which would build it twice. Without Go, each test that needs it reports that. */
async function buildPulumiOnce(): Promise<void> {
  try {
    await ensurePulumi();
  } catch (error) {
    if (!isFourfoldError(error)) throw error;
    console.log(error.message);
  }
}
