import assert from "node:assert/strict";
import { estimate } from "../../../../kit/cost/estimate/estimate.ts";
import { free } from "../../../../kit/cost/meters/free.ts";
import { meters } from "../../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../../kit/cost/prices/book.ts";
import type { CostedResource, Fields } from "../../../../kit/cost/resources/resource.ts";
import { resourceOf, urnOf } from "../../support/program.ts";

type Usage = Readonly<Partial<Record<UsageName, number>>>;

const book = openBook(["aws"]);

/** A GB in KB. */
export const gigabyte = 1_024 ** 2;

/** The hours of a month. */
export const month = 730;

/** A type of AWS, whose last part is its name: `sqs/queue` is `aws:sqs/queue:Queue`. */
export function typeOf(token: string): string {
  const [, name = ""] = token.split("/");
  return `aws:${token}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The resource that a test is about. */
export const one = (token: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "one", { region: "us-east-1", ...inputs });

/** Another resource, with a property that has its value from the first. */
export const user = (token: string, property: string, inputs: Fields = {}): CostedResource =>
  resourceOf(typeOf(token), "user", { region: "us-east-1", ...inputs }, { sources: { [property]: [urnOf("one")] } });

/** What resources cost that are all used as is said. */
export const estimateOf = (resources: readonly CostedResource[], usage: Usage = {}) =>
  estimate(resources, { book, meters, free, usage: { "*": usage } });

/** How much of what is paid for the first of some resources takes, by the ids of prices without their cloud. */
export function quantitiesOf(resources: readonly CostedResource[], usage: Usage): Readonly<Record<string, number>> {
  const { lines, unpriced } = estimateOf(resources, usage);
  assert.deepEqual(unpriced, []);
  const own = lines.filter(({ resource }) => resource === resources[0]);
  return Object.fromEntries(own.map(({ price, quantity }) => [price.id.replace(/^aws\./, ""), quantity]));
}

/** What the first of some resources takes. */
export type Case = readonly [
  title: string,
  resources: readonly CostedResource[],
  usage: Usage,
  quantities: Readonly<Record<string, number>>,
];

/** Defines a test of each case. */
export function theyTake(cases: readonly Case[]): void {
  for (const [title, resources, usage, expected] of cases) {
    it(`is ${title}`, () => assert.deepEqual(quantitiesOf(resources, usage), expected));
  }
}

/** A resource whose price nobody can read, and the property or the price that says so. */
export type Refused = readonly [token: string, inputs: Fields, what: string];

/** Defines a test of each that is reported once and not priced as another. */
export function theyAreNotPriced(refused: readonly Refused[]): void {
  for (const [token, inputs, what] of refused) {
    it(`is ${token}, by ${what}: ${JSON.stringify(inputs)}`, () => {
      const { lines, unpriced } = estimateOf([one(token, inputs)]);

      assert.deepEqual(lines, []);
      assert.deepEqual(
        unpriced.map((each) => each.what),
        [what],
      );
    });
  }
}
