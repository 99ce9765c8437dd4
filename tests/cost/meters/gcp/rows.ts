import assert from "node:assert/strict";
import { estimate } from "../../../../kit/cost/estimate/estimate.ts";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../../kit/cost/prices/book.ts";
import type { CostedResource, Fields } from "../../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../../support/program.ts";

type Usage = Readonly<Partial<Record<UsageName, number>>>;

const book = openBook(["gcp"]);
const provider = { region: "us-central1" };

/** Ten seconds of requests, a megabyte each way and of logs, and numbers that differ from each other. */
const usage: Usage = {
  ...{ requests: 1_024, duration: 1_000, concurrency: 1, requestSize: 1_024, responseSize: 1_024, logSize: 1_024 },
  ...{ messages: 1_024 ** 3, messageSize: 1, attempts: 1.5, reads: 300, writes: 200, deletes: 100, storage: 10 },
  ...{ accesses: 50, egress: 20, instanceHours: 100, cacheMisses: 0.25, steps: 5, externalSteps: 2 },
};

export const estimateOf = (resources: readonly CostedResource[], more: Usage = {}) =>
  estimate(resources, { book, meters, free, usage: { "*": { ...usage, ...more } }, at: new Date("2026-11-29") });

/** What a resource consumes by the ids of prices, rounded, as multiplication leaves tiny differences. */
function quantitiesOf(it: CostedResource, others: readonly CostedResource[] = [], more: Usage = {}) {
  const { lines, unpriced } = estimateOf([it, ...others], more);
  assert.deepEqual(
    unpriced.filter(({ resource }) => resource === it),
    [],
  );
  const own = lines.filter(({ resource }) => resource === it);
  return Object.fromEntries(own.map(({ price, quantity }) => [price.id, Math.round(quantity * 1e6) / 1e6]));
}

/** A resource of a type of the package `gcp`. */
export const resource = (type: string, inputs: Fields = {}, sources: CostedResource["sources"] = {}, name = "it") =>
  resourceOf(`gcp:${type}`, name, inputs, { sources, provider });

/** What is counted, of which resource, in the units of its prices, beside which others, and with which usage. */
export type Row = readonly [
  what: string,
  it: CostedResource,
  expected: Readonly<Record<string, number>>,
  others?: readonly CostedResource[],
  more?: Usage,
];

/** Defines a test of each row. */
export function itCounts(rows: readonly Row[]): void {
  for (const [what, counted, expected, beside, more] of rows) {
    it(`counts ${what}`, () => {
      assert.deepEqual(quantitiesOf(counted, beside, more), expected);
    });
  }
}
