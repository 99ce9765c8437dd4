import assert from "node:assert/strict";
import { Kept } from "../../../kit/runtime/platform/kept.ts";

describe("a value that is kept", () => {
  it("is read once by all who want it at the same time, and again when its time is over", async () => {
    let reads = 0;
    let until = Number.POSITIVE_INFINITY;
    const kept = new Kept(
      async () => {
        reads += 1;
        return reads;
      },
      () => until,
    );

    assert.deepEqual(await Promise.all([kept.get(), kept.get()]), [1, 1]);
    until = 0;
    assert.deepEqual([await kept.get(), await kept.get(true), await kept.get()], [1, 2, 3]);
  });

  it("is read again after a failure, which all hear of who have waited", async () => {
    const outcomes = [Promise.reject(new Error("no token")), Promise.resolve("t-1")];
    const kept = new Kept(
      () => outcomes.shift() ?? assert.fail(),
      () => Number.POSITIVE_INFINITY,
    );

    const results = await Promise.allSettled([kept.get(), kept.get()]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal(await kept.get(), "t-1");
  });
});
