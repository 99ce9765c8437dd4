import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clouds } from "fourfold";
import { runFiles } from "../../tools/test/area-process.ts";
import { keepSome } from "../support/clouds.ts";
import { someClouds } from "../support/sample.ts";

interface Title {
  readonly file: string;
  fullTitle(): string;
}

const named = (title: string, file = "tests/a.test.ts"): Title => ({ file, fullTitle: () => title });

const onEach = (title: string, file?: string): Title[] => clouds.map((cloud) => named(`${title} on ${cloud}`, file));

/** The titles that are left, of tests in one suite. */
function left(tests: Title[], seed: string): readonly string[] {
  const suite = { tests: [], suites: [{ tests, suites: [] }] };
  keepSome(suite, 2, seed);
  return suite.suites.flatMap((each) => each.tests.map((test) => test.fullTitle()));
}

describe("tests that there are for each cloud", () => {
  it("are tried on two of them, the same for the same seed, and in turn on all", () => {
    const some = left(onEach("answers"), "one");

    assert.equal(some.length, 2);
    assert.deepEqual(left(onEach("answers"), "one"), some);
    const seen = Array.from({ length: 20 }, (_, seed) => left(onEach("answers"), String(seed)));
    assert.equal(new Set(seen.flat()).size, clouds.length);
  });

  it("are tried on the same clouds in one file, for which nothing else is deployed, and on others in others", () => {
    const tests = (file: string) => Array.from({ length: 20 }, (_, number) => onEach(`does ${number}`, file)).flat();
    const cloudsOf = (file: string) => new Set(left(tests(file), "one").map((title) => title.split(" ").at(-1)));

    assert.equal(left(tests("tests/a.test.ts"), "one").length, 40);
    assert.equal(cloudsOf("tests/a.test.ts").size, 2);
    const files = Array.from({ length: 10 }, (_, number) => `tests/${number}.test.ts`);
    assert.equal(new Set(files.flatMap((file) => [...cloudsOf(file)])).size, clouds.length);
  });

  it("leave alone what is there for two clouds or for none, and what other files have under the same title", () => {
    const others = [
      named("moves from aws to gcp"),
      named("is priced on aws"),
      named("is priced on azure"),
      named("ends"),
    ];
    const elsewhere = [named("starts on aws", "tests/b.test.ts"), named("starts on gcp", "tests/c.test.ts")];
    const starts = [named("starts on azure"), named("starts on cloudflare")];

    assert.equal(left([...others, ...elsewhere, ...starts], "one").length, 8);
  });

  it("are tried on all of them where they say that what is deployed stays", () => {
    const kept = ["tests/a/urns.test.ts", "tests/a/snapshots.test.ts"].flatMap((file) => onEach("stays", file));

    assert.equal(left(kept, "one").length, 8);
  });

  it("are left out of the run of an area where it says on how many clouds, and of no other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fourfold-clouds-"));
    try {
      const file = join(folder, "some.test.mjs");
      writeFileSync(file, clouds.map((cloud) => `it("answers on ${cloud}", () => {});`).join("\n"));
      const passing = async (most?: string) => {
        const environment = { TEST_SEED: "one", TEST_CLOUDS: most };
        return (await runFiles([file], { environment })).outcome?.passing;
      };

      assert.deepEqual([await passing("2"), await passing()], [2, 4]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("go in turn on two clouds with a seed, and on all without one", () => {
    const { TEST_SEED: before } = process.env;
    try {
      process.env.TEST_SEED = "one";
      assert.equal(someClouds("a story").length, 2);
      delete process.env.TEST_SEED;
      assert.deepEqual(someClouds("a story"), clouds);
    } finally {
      if (before !== undefined) process.env.TEST_SEED = before;
    }
  });
});
