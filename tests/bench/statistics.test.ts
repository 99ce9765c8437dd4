import assert from "node:assert/strict";
import { median, pairedRatio, quantile, spread } from "../../bench/statistics.ts";

describe("the statistics of benchmarks", () => {
  it("take the value in the middle, whatever the order", () => {
    assert.equal(median([9, 1, 5]), 5);
  });

  it("leave the worst and the best tenth out of the spread", () => {
    const values = Array.from({ length: 11 }, (_, at) => 10 - at);

    assert.deepEqual(spread(values), [1, 9]);
    assert.equal(quantile(values, 1), 10);
  });

  it("compare what the same round measured, so that a slow round counts for nobody", () => {
    const ours = [1, 100, 1];
    const others = [10, 1_000, 10];

    assert.equal(pairedRatio(ours, others), 0.1);
  });
});
