import assert from "node:assert/strict";
import { clouds, messageLimits, queueLimits } from "fourfold";

describe("the limits of queues that are the same everywhere", () => {
  for (const cloud of clouds) {
    it(`lie within those of ${cloud}, so that one set fits all clouds`, () => {
      for (const property of ["attempts", "keepFor"] as const) {
        const { min, max } = queueLimits[cloud][property].value;
        assert.ok(messageLimits[property].min >= min && messageLimits[property].max <= max, property);
      }
      const parallel = queueLimits[cloud].parallel.value;
      if (parallel === false) return;
      assert.ok(messageLimits.parallel.min >= parallel.min && messageLimits.parallel.max <= parallel.max, "parallel");
    });
  }
});
