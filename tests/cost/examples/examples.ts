import assert from "node:assert/strict";
import { estimate } from "../../../kit/cost/estimate/estimate.ts";
import { programOf } from "../../../kit/cost/estimate/program.ts";
import { free } from "../../../kit/cost/meters/free.ts";
import { meters } from "../../../kit/cost/meters/index.ts";
import type { UsageName } from "../../../kit/cost/meters/usage-keys.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import type { Fields } from "../../../kit/cost/resources/resource.ts";
import { clouds } from "../../../kit/spec/index.ts";
import { resourceOf, sourcesOf } from "../support/program.ts";

/** The names of the resources that properties have their values from. */
type From = Readonly<Record<string, string>>;

/** What a vendor works out on a page of prices. What is expected is typed from there, and computed by nothing of ours. */
export interface Example {
  readonly title: string;
  readonly resources: readonly (readonly [type: string, name: string, inputs: Fields, from?: From])[];
  readonly usage: Readonly<Partial<Record<UsageName, number>>>;
  /** The share of the account's allowances that is used. @default 0 */
  readonly allowances?: number;
  /** When it is paid for. @default now */
  readonly at?: Date;
  /** The prices of what the page leaves out, by their ids. @default it works out all that is paid for */
  readonly without?: readonly string[];
  /** US dollars a month, as the page rounds them. */
  readonly usd: number;
}

/** Cents, as vendors round what they work out. */
const rounded = (usd: number): number => Math.round(usd * 100) / 100;

/** Defines a test of an example. */
export function itCosts({
  title,
  resources,
  usage,
  allowances = 0,
  at = new Date(),
  without = [],
  usd,
}: Example): void {
  it(title, () => {
    const book = openBook(clouds);
    const program = resources.map(([type, name, inputs, from = {}]) =>
      resourceOf(type, name, inputs, { sources: sourcesOf(from) }),
    );

    const { lines, unpriced } = estimate(programOf(program), {
      book,
      meters,
      free,
      usage: { "*": usage },
      allowances,
      at,
    });

    const onPage = lines.filter(({ price }) => !without.includes(price.id));
    assert.deepEqual(unpriced, []);
    assert.equal(rounded(onPage.reduce((total, { expected }) => total + expected, 0)), usd);
  });
}
