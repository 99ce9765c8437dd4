import assert from "node:assert/strict";
import { dueTime, isDue } from "../../../../kit/runtime/triggers/schedule/gate.ts";
import type { Gate } from "../../../../kit/spec/triggers/schedule/schedule.ts";

/** 02:30 every night in Vienna: 00:30 UTC in summer, 01:30 UTC in winter. */
const nightly: Gate = {
  timer: [[30], [0, 1], null, null, null],
  local: { timeZone: "Europe/Vienna", times: [[30], [2], null, null, null] },
};

/** Every five minutes, in UTC. */
const often: Gate = { timer: [[0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55], null, null, null, null] };

const time = (text: string) => new Date(`${text}Z`);

describe("schedule gate", () => {
  it("lets the local minute through, in summer and in winter", () => {
    assert.equal(isDue(nightly, time("2026-07-01T00:30")), true);
    assert.equal(isDue(nightly, time("2026-07-01T01:30")), false);
    assert.equal(isDue(nightly, time("2026-12-01T00:30")), false);
    assert.equal(isDue(nightly, time("2026-12-01T01:30")), true);
  });

  // "if a cron expression falls on a non-existent date and time, your schedule invocation is skipped"
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
  it("skips a time that clocks leave out", () => {
    assert.equal(isDue(nightly, time("2026-03-29T00:30")), false);
    assert.equal(isDue(nightly, time("2026-03-29T01:30")), false);
  });

  // "When time shifts backwards in the Fall, your schedule runs only once and does not repeat its invocation."
  it("runs a time once that clocks repeat", () => {
    assert.equal(isDue(nightly, time("2026-10-25T00:30")), true);
    assert.equal(isDue(nightly, time("2026-10-25T01:30")), false);
  });

  it("lets every call through where the cloud's own time is right", () => {
    assert.equal(isDue(often, time("2026-10-25T01:35")), true);
  });

  it("finds the time of a call that comes late or a little early", () => {
    const last = time("2026-07-01T12:00:00.020");

    assert.deepEqual(dueTime(often, { now: time("2026-07-01T12:05:41"), last }), time("2026-07-01T12:05"));
    assert.deepEqual(dueTime(often, { now: time("2026-07-01T12:04:59.870"), last }), time("2026-07-01T12:05"));
  });

  it("does not find a time twice that was called early", () => {
    const last = time("2026-07-01T00:29:59.870");

    assert.equal(dueTime(nightly, { now: time("2026-07-01T01:30:00.010"), last }), undefined);
  });

  it("runs once after a downtime, for the last time that was missed", () => {
    const last = time("2026-07-01T01:30");

    assert.deepEqual(dueTime(nightly, { now: time("2026-07-04T01:30:05"), last }), time("2026-07-04T00:30"));
    assert.deepEqual(dueTime(nightly, { now: time("2026-07-02T09:00"), last }), time("2026-07-02T00:30"));
    assert.equal(dueTime(nightly, { now: time("2026-07-01T23:00"), last }), undefined);
  });

  // https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
  it("takes only the time of the call where there was none before, which the Azure host says as the year 1", () => {
    for (const last of [undefined, new Date("0001-01-01T00:00:00Z")]) {
      assert.deepEqual(dueTime(nightly, { now: time("2026-07-01T00:32"), last }), time("2026-07-01T00:30"));
      assert.equal(dueTime(nightly, { now: time("2026-07-01T01:30"), last }), undefined);
    }
  });

  it("gives up after a day where the timer never called before, and was not to call", () => {
    const never: Gate = { ...nightly, timer: [[], null, null, null, null] };

    assert.equal(dueTime(never, { now: time("2026-07-01T00:30"), last: new Date("0001-01-01T00:00:00Z") }), undefined);
  });
});
