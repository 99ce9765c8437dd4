import assert from "node:assert/strict";
import { bundleIn } from "../../bench/scale/bundling/bundling.ts";
import { requireSameCode } from "../../bench/scale/bundling/index.ts";
import { evaluate, requireSameResources } from "../../bench/scale/evaluating/compare.ts";
import { resourceSourcesOf } from "../../bench/scale/evaluating/resources/sources.ts";
import { createProject } from "../../bench/scale/project.ts";

describe("the comparison of many functions", function () {
  this.timeout(60_000);

  it("is between bundlers that make the same code", () => {
    using project = createProject(3);

    const [ours, theirs] = [bundleIn("fourfold", project), bundleIn("esbuild", project)];

    assert.equal(ours.digest, theirs.digest);
  });

  it("is refused when they do not", () => {
    const [one, other] = ["a", "b"].map((digest) => ({ milliseconds: 1, loading: 0, digest }));
    assert.ok(one && other);

    assert.doesNotThrow(() => requireSameCode([one, one]));
    assert.throws(() => requireSameCode([one, other]), /other code/);
  });

  it("is between programs that create the same resources with the same arguments", () => {
    using project = createProject(2);

    const [ours, theirs] = [evaluate("functions", "components", project), evaluate("functions", "sdk", project)];

    assert.deepEqual(ours.counts, theirs.counts);
    assert.equal(ours.counts["aws:lambda/function:Function"], 2);
    assert.equal(ours.digest, theirs.digest);
  });

  it("is between programs that create the same tables and queues with the same arguments", () => {
    using project = createProject(2, resourceSourcesOf);

    const [ours, theirs] = [evaluate("resources", "components", project), evaluate("resources", "sdk", project)];

    assert.deepEqual(ours.counts, theirs.counts);
    assert.equal(ours.counts["aws:sqs/queue:Queue"], 4);
    assert.equal(ours.counts["aws:dynamodb/table:Table"], 2);
    assert.equal(ours.digest, theirs.digest);
  });

  it("is refused when they do not, and says of which type there are how many", () => {
    const one = { milliseconds: 1, counts: { "aws:iam/role:Role": 2 }, digest: "a" };
    const other = { ...one, counts: { "aws:iam/role:Role": 3 }, digest: "b" };

    assert.doesNotThrow(() => requireSameResources(one, one));
    assert.throws(() => requireSameResources(one, other), /"aws:iam\/role:Role":2[\s\S]*"aws:iam\/role:Role":3/);
  });
});
