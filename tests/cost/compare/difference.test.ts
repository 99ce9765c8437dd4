import assert from "node:assert/strict";
import { differenceOf, type Evaluated } from "../../../kit/cost/compare/difference.ts";
import { type CostsOptions, costsOf } from "../../../kit/cost/costs.ts";
import { assumedHere } from "../../../kit/cost/estimate/usage.ts";
import { openBook } from "../../../kit/cost/prices/book.ts";
import { parseOverride } from "../../../kit/cost/prices/override.ts";
import { documentOf, type SavedCosts } from "../../../kit/cost/report/document.ts";
import type { CostedResource } from "../../../kit/cost/resources/resource.ts";
import { resourceOf } from "../support/program.ts";

const million = { requests: 1_000_000, duration: 1_000 };
const functionOf = (name: string, memorySize: number) =>
  resourceOf("aws:lambda/function:Function", name, { memorySize, region: "us-east-1" });

function evaluated(
  resources: readonly CostedResource[],
  usage: CostsOptions["usage"],
  { factor = 1, ...others }: Partial<CostsOptions> & { readonly factor?: number } = {},
): Evaluated {
  const book = openBook(["aws"], parseOverride({ "aws.lambda.duration.x86": { factor } }, "prices"));
  const options = { book, usage: usage ?? {}, ...others };
  return { resources, options, costs: costsOf(resources, options) };
}

const saved = ({ costs, options }: Evaluated): SavedCosts => documentOf(costs, options, "component");
const cents = (usd: number): number => Math.round(usd * 100) / 100;

/** $0.20 a million requests, and $0.0000166667 a GB-second: https://aws.amazon.com/lambda/pricing/ */
const before = saved(evaluated([functionOf("api", 1_024)], { api: million }));

/** What the only part costs, and why. */
function changed(after: Evaluated, from = before) {
  const { total, rows } = differenceOf(from, after, "component");
  assert.equal(rows.length, 1);
  assert.deepEqual(
    { ...rows[0], name: undefined, status: undefined },
    { ...total, name: undefined, status: undefined },
  );
  const { prices, code, usage } = total;
  return { before: cents(total.before), after: cents(total.after), ...roundedOf({ prices, code, usage }) };
}

const roundedOf = (causes: Readonly<Record<"prices" | "code" | "usage", number>>) => ({
  ...{ prices: cents(causes.prices), code: cents(causes.code), usage: cents(causes.usage) },
});

describe("what a change costs", () => {
  it("is by code where resources are others", () => {
    const after = evaluated([functionOf("api", 2_048)], { api: million });

    assert.deepEqual(changed(after), { before: 16.87, after: 33.53, prices: 0, code: 16.67, usage: 0 });
  });

  it("is by usage where more is declared", () => {
    const after = evaluated([functionOf("api", 1_024)], { api: { ...million, requests: 3_000_000 } });

    assert.deepEqual(changed(after), { before: 16.87, after: 50.6, prices: 0, code: 0, usage: 33.73 });
  });

  it("is by usage where another version assumes something else", () => {
    const assumed = { ...before, usage: { declared: { api: { requests: 1_000_000 } }, assumed: { duration: 1_000 } } };
    const after = evaluated([functionOf("api", 1_024)], assumed.usage.declared);

    assert.equal(assumedHere.duration, 100);
    assert.deepEqual(changed(after, assumed), { before: 16.87, after: 1.87, prices: 0, code: 0, usage: -15 });
  });

  it("is by prices where the book or a discount has others", () => {
    const after = evaluated([functionOf("api", 1_024)], { api: million }, { factor: 0.5 });

    assert.deepEqual(changed(after), { before: 16.87, after: 8.53, prices: -8.33, code: 0, usage: 0 });
  });

  it("is by prices where more of the account's allowances counts", () => {
    const after = evaluated([functionOf("api", 1_024)], { api: million }, { allowances: 1 });

    // A million requests and 400,000 GB-seconds are free.
    assert.deepEqual(changed(after), { before: 16.87, after: 10, prices: -6.87, code: 0, usage: 0 });
  });

  it("is split so that the causes add up", () => {
    const usage = { api: { ...million, requests: 2_000_000 } };
    const after = evaluated([functionOf("api", 2_048)], usage, { factor: 0.5 });

    assert.deepEqual(changed(after), { before: 16.87, after: 33.73, prices: -8.33, code: 8.33, usage: 16.87 });
  });

  it("names what is new, gone and changed, that with the largest change first", () => {
    const same = functionOf("same", 512);
    const was = saved(evaluated([same, functionOf("api", 128), functionOf("old", 128)], {}));
    const now = evaluated([same, functionOf("api", 1_024), functionOf("mail", 128)], {});

    const { rows } = differenceOf(was, now, "component");

    assert.deepEqual(
      rows.map(({ name, status }) => [name, status]),
      [
        ["api", "changed"],
        ["mail", "new"],
        ["old", "gone"],
        ["same", "same"],
      ],
    );
  });

  it("is no new part where only its usage is", () => {
    const was = saved(evaluated([functionOf("api", 128)], { api: { requests: 0 } }));

    const { rows } = differenceOf(was, evaluated([functionOf("api", 128)], {}), "component");

    assert.deepEqual(
      rows.map(({ name, status, code }) => [name, status, code]),
      [["api", "changed", 0]],
    );
  });
});
