import assert from "node:assert/strict";
import type { Benchmark } from "../../bench/benchmark.ts";
import { inProcessor } from "../../bench/cold/in-process.ts";
import { size } from "../../bench/cold/size.ts";
import { storingSizes } from "../../bench/cold/storing/index.ts";

/** What repeats well on any machine. Whatever depends on the machine's speed is only reported, by `npm run bench`. */
const kept: readonly Benchmark[] = [size, storingSizes, inProcessor];

describe("the budget of what runs", function () {
  this.timeout(60_000);

  for (const benchmark of kept) {
    it(`keeps every claim of: ${benchmark.title}`, async () => {
      const { claims } = await benchmark.run(true);

      const budget = claims.filter((claim) => claim.kept);
      assert.ok(budget.length >= 2);
      assert.deepEqual(
        budget.filter(({ measured, atMost }) => measured > atMost),
        [],
      );
    });
  }
});
