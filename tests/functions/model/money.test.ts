import assert from "node:assert/strict";
import fc from "fast-check";
import { shareOf, sum, times } from "../../../functions/model/prices/money.ts";

const amounts = fc.integer({ min: 0, max: 1_000_000_000 });
const shares = fc.integer({ min: 0, max: 10_000 });

describe("money", () => {
  it("rounds a half to the even neighbour, as IEEE 754 names it", () => {
    assert.deepEqual(
      [50, 150, 250, 350].map((amount) => shareOf(amount, 100)),
      [0, 2, 2, 4],
    );
  });

  it("rounds what is no half to the nearest", () => {
    assert.deepEqual([shareOf(149, 100), shareOf(151, 100), shareOf(1_999, 1_900)], [1, 2, 380]);
  });

  it("is off by half a unit at most", () => {
    fc.assert(
      fc.property(amounts, shares, (amount, share) => {
        const exact = BigInt(amount) * BigInt(share);
        const off = BigInt(shareOf(amount, share)) * 10_000n - exact;
        return off >= -5_000n && off <= 5_000n;
      }),
    );
  });

  it("gives nothing for no share, and everything for the whole", () => {
    fc.assert(fc.property(amounts, (amount) => shareOf(amount, 0) === 0 && shareOf(amount, 10_000) === amount));
  });

  it("grows with the amount", () => {
    fc.assert(fc.property(amounts, shares, (amount, share) => shareOf(amount, share) <= shareOf(amount + 1, share)));
  });

  it("takes a product for a sum of equal parts", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 50 }), (amount, quantity) => {
        assert.equal(times(amount, quantity), sum(Array.from({ length: quantity }, () => amount)));
      }),
    );
  });

  it("refuses what cannot be written exactly", () => {
    assert.throws(() => times(Number.MAX_SAFE_INTEGER, 2), RangeError);
    assert.throws(() => sum([Number.MAX_SAFE_INTEGER, 1]), RangeError);
    assert.throws(() => times(0.1, 3), RangeError);
  });
});
