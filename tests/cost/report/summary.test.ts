import assert from "node:assert/strict";
import type { CostLine, Estimate } from "../../../kit/cost/estimate/estimate.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { assumptionsOf, breakDown, totalOf } from "../../../kit/cost/report/summary.ts";
import { resourceOf } from "../support/program.ts";

const price: CostLine["price"] = {
  ...{ id: "aws.things", what: "things", unit: "thing", per: 1, tiers: [{ from: 0, usd: 1 }], confidence: "high" },
  ...{ verified: "2026-11-01", source: "https://example.com/prices", isOwn: false },
};

const lineOf = (
  type: string,
  name: string,
  [low, expected]: readonly [number, number],
  component?: string,
  assumed: readonly UsageName[] = [],
): CostLine => ({
  resource: resourceOf(type, name, {}, component === undefined ? {} : { in: component }),
  ...{ price, region: "eu-west-1", quantity: 1, assumed, unbounded: [], low, expected },
});

const estimate: Estimate = {
  lines: [
    lineOf("aws:lambda/function:Function", "api-function", [0, 2], "api", ["requests", "duration"]),
    lineOf("aws:lambda/function:Function", "api-function", [0, 1], "api", ["requests"]),
    lineOf("aws:sqs/queue:Queue", "placed-queue", [4, 4], "placed"),
    lineOf("gcp:pubsub/topic:Topic", "alone", [1, 5], undefined, ["messages"]),
  ],
  unpriced: [],
  coverage: { known: 3, all: 3 },
};

describe("what an estimate is broken down by", () => {
  it("is the cloud, the component or the resource, the most expensive first", () => {
    assert.deepEqual(breakDown(estimate, "cloud"), [
      { name: "aws", low: 4, expected: 7 },
      { name: "gcp", low: 1, expected: 5 },
    ]);
    assert.deepEqual(breakDown(estimate, "component"), [
      { name: "alone", low: 1, expected: 5 },
      { name: "placed", low: 4, expected: 4 },
      { name: "api", low: 0, expected: 3 },
    ]);
    assert.deepEqual(
      breakDown(estimate, "resource").map(({ name }) => name),
      ["alone", "placed-queue", "api-function"],
    );
  });

  it("comes to the same in total", () => {
    assert.deepEqual(totalOf(estimate), { name: "total", low: 5, expected: 12 });
  });
});

describe("what an estimate assumes", () => {
  it("is said once for each key, with what was taken, and for how many resources", () => {
    assert.deepEqual(
      assumptionsOf(estimate).map(({ name, assumed, unit, resources }) => [name, assumed, unit, resources]),
      [
        ["requests", 1_000_000, "a month", 1],
        ["duration", 100, "ms", 1],
        ["messages", 1_000_000, "a month", 1],
      ],
    );
  });
});
