import assert from "node:assert/strict";
import { bill } from "../../../kit/cost/estimate/billing.ts";
import type { Charge } from "../../../kit/cost/estimate/charges.ts";
import type { Price } from "../../../kit/cost/prices/book.ts";
import { resourceOf } from "../support/program.ts";

const priceOf = (id: string, described: Partial<Price> = {}): Price => ({
  ...{ id, what: "things", unit: "thing", per: 10, tiers: [{ from: 0, usd: 1 }], confidence: "high" },
  ...{ verified: "2026-11-01", source: "https://example.com/prices", isOwn: false },
  ...described,
});

const chargeOf = (name: string, quantity: number, price = priceOf("aws.things"), region = "eu-west-1"): Charge => ({
  ...{
    resource: resourceOf("aws:things/thing:Thing", name),
    price,
    region,
    quantity,
    assumed: [],
    unbounded: [],
    used: [],
  },
});

const paid = (charges: readonly Charge[], allowances = 0) =>
  bill(charges, { allowances }).map(({ resource, usd }) => [resource.name, Math.round(usd * 100) / 100]);

describe("a bill", () => {
  it("counts tiers over all resources in a region, and shares what they cost by quantity", () => {
    const tiered = priceOf("aws.things", {
      tiers: [
        { from: 0, usd: 1 },
        { from: 100, usd: 0.5 },
      ],
    });

    const charges = [
      chargeOf("one", 150, tiered),
      chargeOf("other", 50, tiered),
      chargeOf("far", 50, tiered, "us-east-1"),
    ];

    // 100 at 1 and 100 at 0.5 for each 10: 15 dollars, of which three quarters are the first one's.
    assert.deepEqual(paid(charges), [
      ["one", 11.25],
      ["other", 3.75],
      ["far", 5],
    ]);
  });

  it("leaves out an account's allowance once, as far as the program may use it, wherever it is used", () => {
    const allowed = priceOf("aws.things", { allowance: { amount: 100, of: "account", per: "month" } });

    const charges = [chargeOf("one", 150, allowed), chargeOf("far", 50, allowed, "us-east-1")];

    assert.deepEqual(paid(charges), [
      ["one", 15],
      ["far", 5],
    ]);
    assert.deepEqual(paid(charges, 1), [
      ["one", 7.5],
      ["far", 2.5],
    ]);
    assert.deepEqual(paid(charges, 0.5), [
      ["one", 11.25],
      ["far", 3.75],
    ]);
  });

  it("shares one allowance between the prices of a pool", () => {
    const allowance = { amount: 100, of: "account", per: "month", pool: "aws.pool" } as const;

    const charges = [
      chargeOf("arm", 100, priceOf("aws.arm", { allowance })),
      chargeOf("x86", 100, priceOf("aws.x86", { allowance })),
    ];

    assert.deepEqual(paid(charges, 1), [
      ["arm", 5],
      ["x86", 5],
    ]);
  });

  it("has an account pay once what it pays once, and every other owner for itself", () => {
    const once = (owner: "account" | "profile") =>
      priceOf(`aws.${owner}`, { per: 1, tiers: [{ from: 0, usd: 5 }], once: owner });

    assert.deepEqual(paid([chargeOf("one", 1, once("account")), chargeOf("other", 1, once("account"))]), [
      ["one", 2.5],
      ["other", 2.5],
    ]);
    assert.deepEqual(paid([chargeOf("one", 1, once("profile")), chargeOf("other", 1, once("profile"))]), [
      ["one", 5],
      ["other", 5],
    ]);
  });

  it("rounds up what is left after the allowance, once for all, where the vendor counts whole units", () => {
    const whole = priceOf("aws.whole", { roundedTo: 100, allowance: { amount: 50, of: "account", per: "month" } });

    assert.deepEqual(paid([chargeOf("one", 90, whole), chargeOf("other", 30, whole)]), [
      ["one", 15],
      ["other", 5],
    ]);
    assert.deepEqual(paid([chargeOf("one", 90, whole), chargeOf("other", 30, whole)], 1), [
      ["one", 7.5],
      ["other", 2.5],
    ]);
    assert.deepEqual(paid([chargeOf("one", 50, whole)], 1), [["one", 0]]);
  });

  it("counts once what an account pays once, however many resources there are", () => {
    const once = priceOf("aws.plan", { once: "account" });
    // A call takes about 120,000 arguments: https://developer.mozilla.org/docs/Web/JavaScript/Reference/Errors/Too_much_recursion
    const charge = chargeOf("one", 10, once);
    const billed = bill(
      Array.from({ length: 130_000 }, () => charge),
      { allowances: 0 },
    );

    assert.equal(Math.round(billed.reduce((sum, { usd }) => sum + usd, 0)), 1);
  });
});
