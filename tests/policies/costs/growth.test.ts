import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluateResources } from "../../../kit/cost/evaluate.ts";
import { documentOf } from "../../../kit/cost/report/document.ts";
import { assess, type Placed, refusedIn, secret, usage } from "./program.ts";

const named = (...names: readonly string[]): readonly Placed[] => names.map((name) => secret(name));

describe("a budget for growth", () => {
  let folder: string;
  let baseline: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-growth-"));
    baseline = join(folder, "costs.json");
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Saves what resources cost, with a team's own prices. */
  function save(all: readonly Placed[], override = {}): void {
    const { costs, options } = evaluateResources(
      all.map(({ resource }) => resource),
      { usage, override },
    );
    writeFileSync(baseline, JSON.stringify(documentOf(costs, options, "component")));
  }

  it("lets pass as much more as it says, and refuses the rest with what has grown", () => {
    save(named("a", "b"));

    assert.deepEqual(refusedIn(assess(named("a", "b", "c"), { growth: { baseline, atMost: 0.5 } })), []);
    const [finding] = assess(named("a", "b", "c"), { growth: { baseline, atMost: 0.25 } }).findings;

    assert.equal(finding?.kind, "growth");
    assert.equal(
      finding?.what,
      `The stack costs $0.40 a month more than in ${baseline}, $0.20 over the $0.20 that it may grow by. Most of it: c $0.40`,
    );
  });

  it("does not take new prices for growth", () => {
    save(named("a", "b"), { "aws.secretsmanager.secrets": { factor: 0.1 } });

    assert.deepEqual(refusedIn(assess(named("a", "b"), { growth: { baseline, atMost: 0 } })), []);
  });

  it("is refused where its baseline cannot be read, or is something else", () => {
    const growth = (file: string) => ({ growth: { baseline: join(folder, file), atMost: 0 } });
    writeFileSync(join(folder, "other.json"), '{"version": 1}');

    assert.throws(
      () => assess(named("a"), growth("none.json")),
      /none\.json: it cannot be read\. Write it with `fourfold cost --json`/,
    );
    assert.throws(() => assess(named("a"), growth("other.json")), /other\.json: lines: it is missing\./);
  });
});
