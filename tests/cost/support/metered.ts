import assert from "node:assert/strict";
import { costsOf } from "../../../kit/cost/costs.ts";
import type { Cap } from "../../../kit/cost/meters/contract.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import { type UsageName, usageKeys } from "../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { Inputs } from "../../../kit/cost/resources/inputs.ts";
import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import { clouds } from "../../../kit/spec/index.ts";

/** How everything in a program is used. What is not said is assumed. */
export type Usage = Readonly<Partial<Record<UsageName, number>>>;

const book = openBook(clouds);

const estimated = (program: readonly CostedResource[], usage: Usage, at = new Date()) =>
  costsOf(program, { book, usage: { "*": usage }, at }).estimate;

/** To nine digits: multiplication leaves tiny differences. */
const rounded = (quantities: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(quantities).map(([id, quantity]) => [id, Number(quantity.toPrecision(9))]));

/** What a resource of a program takes, by the ids of prices without their cloud. Nothing of it may be without a price. */
export function consumed(program: readonly CostedResource[], name: string, usage: Usage, at?: Date) {
  const { lines, unpriced } = estimated(program, usage, at);
  const without = unpriced.filter(({ resource }) => resource.name === name);
  if (without.length > 0) throw new Error(without.map(({ what, why }) => `${what} ${why}`).join("; "));
  const own = lines.filter(({ resource }) => resource.name === name);
  return rounded(Object.fromEntries(own.map(({ price, quantity }) => [price.id.replace(/^[a-z]+\./, ""), quantity])));
}

/** What of a resource has no price, and why, each once. */
export const whyWithoutPrice = (program: readonly CostedResource[], name: string, usage: Usage = {}) =>
  estimated(program, usage)
    .unpriced.filter(({ resource }) => resource.name === name)
    .map(({ what, why }) => `${what} ${why}`);

/** What of a resource has no price, as properties or ids of prices. */
export const withoutPrice = (program: readonly CostedResource[], name: string, usage: Usage = {}) =>
  estimated(program, usage)
    .unpriced.filter(({ resource }) => resource.name === name)
    .map(({ what = "" }) => what);

/** What the first of some resources takes. */
export type Case = readonly [
  title: string,
  resources: readonly [CostedResource, ...CostedResource[]],
  usage: Usage,
  quantities: Readonly<Record<string, number>>,
];

/** Defines a test of each case. */
export function theyTake(cases: readonly Case[]): void {
  for (const [title, resources, usage, expected] of cases) {
    it(title, () => assert.deepEqual(consumed(resources, resources[0].name, usage), rounded(expected)));
  }
}

/** A resource of which something has no price, and the property or the price that says so. */
export type Refused = readonly [resource: CostedResource, what: string];

/** Defines a test of each that is reported once and not priced as another. */
export function theyAreNotPriced(refused: readonly Refused[]): void {
  for (const [resource, what] of refused) {
    it(`${resource.type}, by ${what}: ${JSON.stringify(resource.inputs)}`, () => {
      const { lines, unpriced } = estimated([resource], {});

      assert.deepEqual([lines.map(({ price }) => price.id), unpriced.map((each) => each.what)], [[], [what]]);
    });
  }
}

/** What bounds a resource that leads to another one with some inputs, if that is said. */
export function capOf({ type, inputs }: CostedResource, leadsTo?: Fields): Cap | undefined {
  const use = (name: UsageName) => usageKeys[name].assumed;
  const from = () => leadsTo && new Inputs(leadsTo);
  return meters.get(type)?.cap?.({ inputs: new Inputs(inputs), at: new Date(), use, from, users: () => [] });
}
