import assert from "node:assert/strict";
import { type EstimateOptions, estimate } from "../../../kit/cost/estimate/estimate.ts";
import { regionOf } from "../../../kit/cost/estimate/place.ts";
import { programOf } from "../../../kit/cost/estimate/program.ts";
import type { MeteredType } from "../../../kit/cost/meters/contract.ts";
import { bookOf } from "../../../kit/cost/prices/book.ts";
import type { Fact } from "../../../kit/cost/prices/schema.ts";
import { type CostedResource, unknown } from "../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../support/program.ts";

const fact = (id: string, regions: Fact["regions"], per = 1): Fact => ({
  ...{ id, what: "things", unit: "thing", per, regions, verified: "2026-11-01", confidence: "high" },
  source: "https://example.com/prices",
});

const book = bookOf([
  fact("aws.things", { "eu-west-1": 2 }, 1_000),
  fact("aws.size", { "eu-west-1": 1 }),
  fact("aws.rare", { "us-east-1": 1 }),
]);

const thing: MeteredType = {
  type: "aws:things/thing:Thing",
  source: "https://example.com/prices",
  meters: [
    { price: "aws.things", quantity: ({ use }) => use("requests") },
    { price: "aws.size", quantity: ({ inputs }) => inputs.number("size", 1) * inputs.number("count", 1) },
    { price: ({ inputs }) => (inputs.has("rare") ? "aws.rare" : undefined), quantity: () => 1 },
  ],
};

const options: EstimateOptions = {
  ...{ book, meters: new Map([[thing.type, thing]]), free: new Set(["aws:iam/role:Role"]) },
  at: new Date("2026-11-29"),
};

const thingOf = (name: string, inputs = {}, described = {}) =>
  resourceOf(thing.type, name, { region: "eu-west-1", ...inputs }, described);

const linesOf = (resources: readonly CostedResource[], given: Partial<EstimateOptions> = {}) =>
  estimate(programOf(resources), { ...options, ...given }).lines.map(({ resource, price, low, expected, assumed }) => [
    ...[resource.name, price.id, low, expected],
    ...assumed,
  ]);

describe("an estimate", () => {
  it("has the least and the expected amount: what nobody has said is assumed, and labelled", () => {
    assert.deepEqual(linesOf([thingOf("one", { size: 3 })]), [
      ["one", "aws.things", 0, 2_000, "requests"],
      ["one", "aws.size", 3, 3],
    ]);
  });

  it("takes what is said of a resource before what is said of the components it is in, and of everything", () => {
    const component = resourceOf("shop:index:Service", "service");
    const usage = { "*": { requests: 1_000 }, service: { requests: 2_000 }, one: { requests: 3_000 } };
    const resources = [
      component,
      thingOf("one", {}, { in: "service" }),
      thingOf("two", {}, { in: "service" }),
      thingOf("three"),
    ];

    const requests = linesOf(resources, { usage }).filter(([, id]) => id === "aws.things");

    assert.deepEqual(requests, [
      ["one", "aws.things", 6, 6],
      ["two", "aws.things", 4, 4],
      ["three", "aws.things", 2, 2],
    ]);
  });

  it("says what has no price, and why, and how much of the program that is", () => {
    const resources = [
      ...[thingOf("one", { size: unknown }), thingOf("two", { rare: true }), thingOf("three")],
      ...[resourceOf("aws:iam/role:Role", "role"), resourceOf("aws:other/other:Other", "other")],
      ...[resourceOf("random:index/randomPet:RandomPet", "pet"), resourceOf("shop:index:Service", "service")],
    ];

    const { unpriced, coverage } = estimate(programOf(resources), options);

    assert.deepEqual(
      unpriced.map(({ resource, what, why }) => [resource.name, what, why]),
      [
        ["one", "size", "is not known before the deployment"],
        ["two", "aws.rare", 'has no price in the region "eu-west-1"'],
        ["other", undefined, "is of a type that Fourfold does not know the costs of"],
      ],
    );
    assert.deepEqual(coverage, { known: 2, all: 5 });
  });

  it("finds the region at the resource, and else at its provider", () => {
    const resources = [
      resourceOf(thing.type, "one", {}, { provider: { region: "eu-west-1" } }),
      resourceOf(thing.type, "two", {}, { provider: { region: "us-east-1" } }),
      resourceOf(thing.type, "three"),
    ];

    const { lines, unpriced } = estimate(programOf(resources), options);

    assert.deepEqual([...new Set(lines.map(({ resource }) => resource.name))], ["one"]);
    assert.deepEqual(
      [...new Set(unpriced.map(({ resource, why }) => `${resource.name} ${why}`))],
      [
        'two has no price in the region "us-east-1"',
        "three is in a region that neither it nor its provider names: set `aws:region` in the stack's settings",
      ],
    );
  });

  it("knows a region by a zone in it, and by its name for people", () => {
    const inZone = resourceOf("gcp:things/thing:Thing", "one", {}, { provider: { zone: "europe-west1-b" } });
    const named = resourceOf("azure-native:things:Thing", "two", { location: "West Europe 2" });
    const region = resourceOf(thing.type, "three", { region: "eu-west-1" });

    assert.deepEqual(
      [regionOf(inZone, "gcp"), regionOf(named, "azure"), regionOf(region, "aws")],
      ["europe-west1", "westeurope2", "eu-west-1"],
    );
  });

  for (const [title, inputs, ...why] of [
    ["a property that is below 0, by its name", { size: -3 }, "size", "is -3, and a number from 0 on is expected"],
    [
      "a quantity that there cannot be",
      { size: 1e308, count: 10 },
      "aws.size",
      "would be paid for a quantity that there cannot be",
    ],
  ] as const) {
    it(`says that there is no price for ${title}`, () => {
      const { lines, unpriced } = estimate(programOf([thingOf("one", inputs)]), options);

      assert.deepEqual(
        lines.map(({ price }) => price.id),
        ["aws.things"],
      );
      assert.deepEqual(
        unpriced.map((one) => [one.what, one.why]),
        [why],
      );
    });
  }

  it("does not go on with usage that is not one: a bill would hide it", () => {
    assert.throws(
      () => estimate(programOf([thingOf("one")]), { ...options, usage: { one: { requests: -1 } } }),
      RangeError,
    );
  });
});
