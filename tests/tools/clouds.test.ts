import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { keepSome } from "../support/clouds.ts";

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

  it("are tried on clouds of their own, so that every cloud is", () => {
    const tests = Array.from({ length: 20 }, (_, number) => onEach(`does ${number}`)).flat();

    const some = left(tests, "one");

    assert.equal(some.length, 40);
    for (const cloud of clouds) assert.ok(some.some((title) => title.endsWith(cloud)));
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
});
