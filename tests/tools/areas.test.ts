import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, type RunOptions, runFiles } from "../../tools/test/area-process.ts";
import { areas, tolerance } from "../../tools/test/areas.ts";
import { chosenTests, findTests, groupByArea } from "../../tools/test/files.ts";
import { jobsOf } from "../../tools/test/jobs.ts";
import { processorSeconds } from "../../tools/test/processor-time.ts";
import { failuresOf, overBudget, summaryOf, timeTable } from "../../tools/test/report.ts";
import { findSeed, sampled } from "../../tools/test/sample.ts";
import { until } from "../support/until.ts";

const tests = findTests(process.cwd());
const finished = (ended: Ended, folder = "tests/some") => ({ folder, area: { budget: 10 }, ended });
const outcome = { passing: 3, failing: 0, pending: 0, failures: "", processorSeconds: 1 };
const sound: Ended = { text: "", seconds: 1, outcome };

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // https://nodejs.org/api/process.html#processkillpid-signal
  }
}

describe("the areas of tests", () => {
  it("have every test, each once", () => {
    const groups = groupByArea(tests, Object.keys(areas));

    assert.deepEqual([...groups.values()].flat().sort(), tests);
    assert.deepEqual([...groups.keys()].sort(), Object.keys(areas).sort(), "an area has no tests");
  });

  it("take a test with the longest folder that it is in, and refuse one that no area has", () => {
    const files = ["tests/a/b/one.test.ts", "tests/a/two.test.ts"];

    const groups = groupByArea(files, ["tests/a", "tests/a/b"]);

    assert.deepEqual(Object.fromEntries(groups), { "tests/a/b": [files[0]], "tests/a": [files[1]] });
    assert.throws(
      () => groupByArea(["tests/ab/one.test.ts"], ["tests/a"]),
      /tests\/ab\/one\.test\.ts belongs to no area/,
    );
  });

  it("are run as a whole, by folder or by file, and a misspelt one is refused", () => {
    const files = ["tests/a/one.test.ts", "tests/b/two.test.ts"];

    assert.deepEqual(chosenTests(files, []), files);
    assert.deepEqual(chosenTests(files, ["./tests/b/"]), ["tests/b/two.test.ts"]);
    assert.deepEqual(chosenTests(files, ["tests/a/one.test.ts"]), ["tests/a/one.test.ts"]);
    assert.throws(() => chosenTests(files, ["tests/c"]), /tests\/c: no tests are there/);
  });
});

describe("the sample of an area", () => {
  const files = Array.from({ length: 20 }, (_, index) => `tests/a/${index}.test.ts`);

  it("is the same for the same seed, in the order of the files, and others for another seed", () => {
    const some = sampled(files, 5, "one");

    assert.equal(some.length, 5);
    assert.deepEqual(
      some,
      files.filter((file) => some.includes(file)),
    );
    assert.deepEqual(sampled(files, 5, "one"), some);
    assert.notDeepEqual(sampled(files, 5, "two"), some);
  });

  it("leaves no file out for ever", () => {
    const seen = new Set(Array.from({ length: 40 }, (_, seed) => sampled(files, 5, String(seed))).flat());

    assert.equal(seen.size, files.length);
  });

  it("is what runs with a seed; without one everything does, which weighs more", () => {
    const areasHere = { "tests/a": { budget: 3, sample: 3 }, "tests/b": { budget: 1 }, "tests/c": { budget: 1 } };
    const groups = new Map([
      ["tests/a", files],
      ["tests/b", ["tests/b/one.test.ts"]],
    ]);
    const counts = (seed: string | undefined) =>
      jobsOf(areasHere, groups, seed).map((job) => [job.files.length, job.all, job.weight]);

    assert.deepEqual(counts("some"), [
      [3, 20, 3],
      [1, 1, 1],
    ]);
    assert.deepEqual(counts(undefined), [
      [20, 20, 20],
      [1, 1, 1],
    ]);
  });

  it("is chosen by `TEST_SEED`, otherwise by the commit", () => {
    const { TEST_SEED: before } = process.env;
    try {
      process.env.TEST_SEED = "given";
      assert.equal(findSeed(process.cwd()), "given");
      delete process.env.TEST_SEED;
      assert.match(findSeed(process.cwd()), /^[0-9a-f]{8,}$|^\d{4}-\d\d-\d\d$/);
    } finally {
      if (before !== undefined) process.env.TEST_SEED = before;
    }
  });
});

describe("the process of an area", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-areas-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = (name: string, text: string, options: RunOptions = {}) => {
    const file = join(folder, `${name}.test.mjs`);
    writeFileSync(file, text);
    return runFiles([file], options);
  };

  it("tells what passed, failed and waits, and what failed at once and in full", async () => {
    const failed: string[] = [];
    const ended = await run(
      "mixed",
      `describe("some part", () => {
        it("works", () => {});
        it("waits");
        it("is broken", () => { throw new Error("the reason"); });
      });`,
      { onFailure: (title) => void failed.push(title) },
    );

    assert.partialDeepStrictEqual(ended.outcome, { passing: 1, failing: 1, pending: 1 });
    assert.deepEqual(failed, ["some part is broken"]);
    assert.match(ended.outcome?.failures ?? "", /1\) some part\s+is broken:\s+Error: the reason\s+at /);
    assert.match(ended.text, /works\n[\s\S]*1\) is broken/);
    assert.doesNotMatch(ended.text, /1 passing/, "the one summary is that of all areas");
    assert.equal(ended.problem, undefined);
    assert.ok((ended.outcome?.processorSeconds ?? 0) > 0.1);
  });

  it("is a failure when it ends before its tests, however it ends, with what it has written", async () => {
    const ended = await run("early", 'it("ends", () => { console.log("last words"); process.exit(0); });');

    assert.match(
      failuresOf([finished(ended)]).join(""),
      /^tests\/some[\s\S]+ended \(0\) before its tests[\s\S]+last words/,
    );
    assert.deepEqual(summaryOf([finished(sound), finished(ended)], 60), ["  3 passing (1m)", "  1 failing"]);
  });

  it("is a failure when a file cannot be loaded", async () => {
    const ended = await run("broken", 'import "./there-is-none.mjs";');

    assert.match(failuresOf([finished(ended)]).join(""), /there-is-none/);
  });

  it("ends when the run that has started it is gone", async function () {
    this.timeout(60_000);
    const [note, file] = [join(folder, "pid"), join(folder, "waiting.test.cjs")];
    const noted = `require("node:fs").writeFileSync(${JSON.stringify(note)}, String(process.pid))`;
    writeFileSync(file, `it("waits", (done) => { ${noted}; setTimeout(done, 120_000); }).timeout(0);`);
    const module = JSON.stringify(import.meta.resolve("../../tools/test/area-process.ts"));
    const program = join(folder, "run.mjs");
    writeFileSync(program, `import { runFiles } from ${module}; await runFiles([${JSON.stringify(file)}]);`);
    const run = spawn(process.execPath, [program], { stdio: "ignore" });
    await until(() => existsSync(note) && readFileSync(note, "utf8") !== "", 30);

    run.kill("SIGKILL");

    await until(() => !isRunning(Number(readFileSync(note, "utf8"))), 30);
  });

  it("is a failure when it does not end", async () => {
    const ended = await run("open", 'setInterval(() => {}, 1_000); it("works", () => {});', { grace: 300 });

    assert.equal(ended.outcome?.passing, 1);
    assert.match(ended.problem ?? "", /did not end within 0\.3 s/);
  });
});

describe("the report of a test run", () => {
  it("adds areas up as `.ci/run` reads them", () => {
    const other: Ended = { text: "", seconds: 2, outcome: { ...outcome, failing: 2, pending: 1 } };

    const summary = summaryOf([finished(sound), finished(other)], 150);

    assert.deepEqual(summary, ["  6 passing (3m)", "  1 pending", "  2 failing"]);
    const expression = /sed -nE "(s.+p)"/.exec(readFileSync(".ci/run", "utf8"))?.[1] ?? "";
    const read = (what: string) =>
      execFileSync("sed", ["-nE", expression.replace("$1", what).replace("\\$", "$")], { input: summary.join("\n") });
    assert.deepEqual(
      ["passing", "failing", "pending"].map((what) => String(read(what)).trim()),
      ["6", "2", "1"],
    );
  });

  const taking = (processorSeconds: number): Ended => ({
    text: "",
    seconds: 1,
    outcome: { ...outcome, processorSeconds },
  });

  it("says which area takes more processor time than it may", () => {
    assert.deepEqual(overBudget([finished(taking(10 * tolerance))], tolerance), []);
    const [problem] = overBudget([finished(taking(16))], tolerance);
    assert.match(problem ?? "", /^tests\/some: 16 s of processor time, more than 1\.5 times its budget of 10 s: see/);
  });

  it("takes a slow machine for what it is: the area in the middle says how slow", () => {
    const seconds = [8, 20, 21, 29, 33];

    assert.deepEqual(
      overBudget(
        seconds.map((each) => finished(taking(each))),
        tolerance,
      ),
      [
        "tests/some: 33 s of processor time, more than 1.5 times its budget of 10 s, on a machine that takes 2.1 times as long: see tools/test/areas.ts",
      ],
    );
  });

  it("has a row for each area", () => {
    assert.deepEqual(
      timeTable([finished(sound)]).map((line) => line.split(/\s+/)),
      [
        ["area", "tests", "seconds", "processor", "budget"],
        ["tests/some", "3", "1", "1", "10"],
      ],
    );
  });
});

describe("processor time", () => {
  it("is that of this process, wherever tests run", () => {
    const before = processorSeconds();
    for (const end = process.cpuUsage().user + 200_000; process.cpuUsage().user < end; );

    const spent = processorSeconds() - before;

    assert.ok(spent > 0.15 && spent < 2, `${spent}`);
  });

  // Only Linux tells of other processes, in `/proc`: elsewhere an area's time is that of its own process alone.
  (process.platform === "linux" ? it : it.skip)("is that of children too, before and after they end", async () => {
    const busy = "while (process.cpuUsage().user < 200_000); process.send('done');";
    const before = processorSeconds();
    const child = spawn(process.execPath, ["-e", `${busy} process.on('message', () => process.exit())`], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const exit = once(child, "exit");
    await once(child, "message");

    const running = processorSeconds() - before;
    child.send("end");
    await exit;
    const ended = processorSeconds() - before;

    assert.ok(running > 0.15, `${running}`);
    assert.ok(ended >= running, `${ended} after ${running}`);
  });
});
