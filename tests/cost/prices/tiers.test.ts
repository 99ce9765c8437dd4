import assert from "node:assert/strict";
import { charged, hoursPerMonth } from "../../../kit/cost/prices/allowances.ts";
import { cost } from "../../../kit/cost/prices/tiers.ts";

const flat = [{ from: 0, usd: 0.2 }];
// https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
const egress = [
  { from: 0, usd: 0.09 },
  { from: 10_240, usd: 0.085 },
  { from: 51_200, usd: 0.07 },
];

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

const notQuantities = [Number.NaN, -1, -Number.EPSILON, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

describe("what a quantity costs", () => {
  it("is nothing for nothing", () => {
    assert.equal(cost(0, 1, egress), 0);
  });

  it("is a part of the price for a part of what it is for", () => {
    near(cost(1_500_000, 1_000_000, flat), 0.3);
    near(cost(1, 1_000_000, flat), 0.000_000_2);
  });

  it("is each tier's price for what is within it, and no more", () => {
    near(cost(10_240, 1, egress), 921.6);
    near(cost(10_241, 1, egress), 921.6 + 0.085);
    near(cost(100_000, 1, egress), 921.6 + 40_960 * 0.085 + 48_800 * 0.07);
  });

  it("counts tiers in units, whatever the price is for", () => {
    const tiers = [
      { from: 0, usd: 1 },
      { from: 2_000_000, usd: 0.5 },
    ];

    near(cost(3_000_000, 1_000_000, tiers), 2.5);
  });

  for (const quantity of notQuantities) {
    it(`is not known for ${quantity}`, () => {
      assert.throws(() => cost(quantity, 1, flat), RangeError);
    });
  }
});

describe("what is charged", () => {
  const million = { amount: 1_000_000, of: "account", per: "month" } as const;
  const daily = { amount: 50_000, of: "project", per: "day" } as const;

  it("is everything where there is no allowance, or none of it may be used", () => {
    assert.equal(charged(1_200_000, undefined, 1), 1_200_000);
    assert.equal(charged(1_200_000, million, 0), 1_200_000);
  });

  it("is what the share of an allowance leaves, and never less than nothing", () => {
    assert.equal(charged(1_200_000, million, 1), 200_000);
    assert.equal(charged(1_200_000, million, 0.5), 700_000);
    assert.equal(charged(400_000, million, 0.5), 0);
  });

  it("leaves out as much on each day of a month, where an allowance is a day's", () => {
    near(charged(2_000_000, daily, 1), 2_000_000 - (50_000 * hoursPerMonth) / 24);
  });

  for (const quantity of notQuantities) {
    it(`is not known for ${quantity}, nor for that share`, () => {
      assert.throws(() => charged(quantity, million, 1), RangeError);
      assert.throws(() => charged(1, million, quantity), RangeError);
    });
  }

  it("is not known for more than a whole allowance", () => {
    assert.throws(() => charged(1, million, 1.01), /more than all of it/);
  });
});
