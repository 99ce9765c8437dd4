import assert from "node:assert/strict";
import { Pace } from "../../../../kit/simulator/services/gcp/pubsub/pace.ts";

const times = <T>(count: number, run: () => T): readonly T[] => Array.from({ length: count }, run);

// https://cloud.google.com/pubsub/docs/push#push_delivery_rate
describe("gcp: how fast Pub/Sub pushes", () => {
  it("begins with few pushes at a time, doubles them with each round that succeeds, and has a limit", () => {
    const pace = new Pace();
    const rounds = [4, 8, 16].map((expected) => {
      assert.equal(pace.window, expected);
      times(expected, () => pace.succeeded());
      return pace.window;
    });
    times(5_000, () => pace.succeeded());

    assert.deepEqual(rounds, [8, 16, 32]);
    assert.equal(pace.window, 3_000);
  });

  it("makes fewer pushes at a time after each failure, and never none", () => {
    const pace = new Pace();

    assert.deepEqual(
      times(4, () => pace.failed() && pace.window),
      [2, 1, 1, 1],
    );
  });

  // "Between 100 milliseconds to 60 seconds": https://cloud.google.com/pubsub/docs/handling-failures#push_backoff
  it("pauses longer after each failure, for a minute at most, until one succeeds", () => {
    const pace = new Pace();

    const pauses = times(12, () => pace.failed());
    pace.succeeded();

    assert.deepEqual(pauses.slice(0, 4), [100, 200, 400, 800]);
    assert.deepEqual(pauses.slice(-2), [60_000, 60_000]);
    assert.equal(pace.failed(), 100);
  });
});
