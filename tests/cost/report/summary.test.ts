import assert from "node:assert/strict";
import type { CostLine, Estimate } from "../../../kit/cost/estimate/estimate.ts";
import type { ExposedLine, Exposure } from "../../../kit/cost/estimate/exposure.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { assumptionsOf, breakDown, totalOf, unboundedOf } from "../../../kit/cost/report/summary.ts";
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

const exposedLine = (
  { resource, region }: CostLine,
  usdPerHour: number,
  unbounded: readonly UsageName[] = [],
): ExposedLine => ({ ...{ resource, price, region, quantity: 1, assumed: [], unbounded, usdPerHour } });

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

const [api, , placed, alone] = estimate.lines as readonly [CostLine, CostLine, CostLine, CostLine];
const exposure: Exposure = {
  lines: [exposedLine(api, 90), exposedLine(placed, 9, ["messages"]), exposedLine(alone, 1, ["messages", "storage"])],
  ...{ usdPerHour: 100, responseTime: 8, usd: 800, isUnbounded: true, unpriced: [], unreadable: [] },
};
const costs = { estimate, exposure };

describe("what costs are broken down by", () => {
  it("is the cloud, the component or the resource, the most expensive first", () => {
    assert.deepEqual(breakDown(costs, "cloud"), [
      { name: "aws", low: 4, expected: 7, exposedPerHour: 99, isUnbounded: true },
      { name: "gcp", low: 1, expected: 5, exposedPerHour: 1, isUnbounded: true },
    ]);
    assert.deepEqual(breakDown(costs, "component"), [
      { name: "alone", low: 1, expected: 5, exposedPerHour: 1, isUnbounded: true },
      { name: "placed", low: 4, expected: 4, exposedPerHour: 9, isUnbounded: true },
      { name: "api", low: 0, expected: 3, exposedPerHour: 90, isUnbounded: false },
    ]);
    assert.deepEqual(
      breakDown(costs, "resource").map(({ name }) => name),
      ["alone", "placed-queue", "api-function"],
    );
  });

  it("is the resource itself where only the stack is around it", () => {
    const [line] = estimate.lines;
    assert.ok(line !== undefined);
    const parent = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    const lines = [{ ...line, resource: { ...line.resource, parent } }];

    const rows = breakDown({ estimate: { ...estimate, lines }, exposure: { ...exposure, lines: [] } }, "component");

    assert.deepEqual(
      rows.map(({ name }) => name),
      ["api-function"],
    );
  });

  it("has what costs something only at the caps", () => {
    const only: Estimate = { ...estimate, lines: [] };

    assert.deepEqual(
      breakDown({ estimate: only, exposure }, "component").map(({ name, expected, exposedPerHour }) => [
        name,
        expected,
        exposedPerHour,
      ]),
      [
        ["alone", 0, 1],
        ["api", 0, 90],
        ["placed", 0, 9],
      ],
    );
  });

  it("comes to the same in total", () => {
    assert.deepEqual(totalOf(costs), { name: "total", low: 5, expected: 12, exposedPerHour: 100, isUnbounded: true });
  });
});

describe("what nothing bounds", () => {
  it("is said by type, with how many resources there are and what of their usage it is", () => {
    const [one, other] = [exposedLine(placed, 9, ["messages"]), exposedLine(placed, 1, ["messages", "storage"])];

    assert.deepEqual(unboundedOf({ ...exposure, lines: [exposedLine(api, 90), one, other] }), [
      { type: "aws:sqs/queue:Queue", resources: 1, usage: ["messages", "storage"] },
    ]);
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
