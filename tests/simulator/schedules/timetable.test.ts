import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/clock.ts";
import type { Clock } from "../../../kit/simulator/contract.ts";
import type { Timer } from "../../../kit/simulator/schedules/timer.ts";
import { createTimetable, type Missed } from "../../../kit/simulator/schedules/timetable.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0);

/** Due every so many minutes. */
const every = (minutes: number): Timer => ({
  next: (after) => (Math.floor(after / (minutes * minute)) + 1) * minutes * minute,
});

/** The minutes after the start at which a job ran. */
function record(missed: Missed, minutes = 5) {
  const ran: number[] = [];
  return { ran, job: { timer: every(minutes), missed, run: (time: number) => ran.push((time - start) / minute) } };
}

/** A clock whose machine can sleep: callbacks come when it wakes. */
function createSleepingClock(): Clock & { readonly wake: (milliseconds: number) => void } {
  const clock: FakeClock = createFakeClock(start);
  let slept = 0;
  return {
    now: () => clock.now() + slept,
    after: clock.after,
    wake(milliseconds) {
      slept += milliseconds;
      clock.advance(5 * minute);
    },
  };
}

describe("timetable", () => {
  it("runs a job once for each time", () => {
    const clock = createFakeClock(start);
    const { ran, job } = record("skip");

    createTimetable(clock).set("cleanup", job);
    clock.advance(15 * minute);

    assert.deepEqual(ran, [5, 10, 15]);
  });

  it("replaces and removes jobs by their keys", () => {
    const clock = createFakeClock(start);
    const timetable = createTimetable(clock);
    const [old, other, changed] = [record("skip"), record("skip"), record("skip", 4)];

    timetable.set("cleanup", old.job);
    timetable.set("report", other.job);
    timetable.set("cleanup", changed.job);
    timetable.remove("report");
    timetable.remove("unknown");
    clock.advance(9 * minute);

    assert.deepEqual([old.ran, other.ran, changed.ran], [[], [], [4, 8]]);
  });

  it("runs several jobs of one key, which are replaced and removed together", () => {
    const clock = createFakeClock(start);
    const timetable = createTimetable(clock);
    const [gone, kept, added] = [record("skip", 3), record("skip", 4), record("skip", 5)];

    timetable.set("cleanup", gone.job, kept.job);
    clock.advance(4 * minute);
    timetable.set("cleanup", kept.job, added.job);
    clock.advance(8 * minute);
    timetable.remove("cleanup");
    clock.advance(60 * minute);

    assert.deepEqual([gone.ran, kept.ran, added.ran], [[3], [4, 8, 12], [5, 10]]);
  });

  it("runs nothing any more after it was stopped", () => {
    const clock = createFakeClock(start);
    const timetable = createTimetable(clock);
    const { ran, job } = record("latest");

    timetable.set("cleanup", job);
    timetable.stop();
    clock.advance(60 * minute);

    assert.deepEqual(ran, []);
  });

  it("does not make up for times that passed while the machine slept", () => {
    const clock = createSleepingClock();
    const { ran, job } = record("skip");

    createTimetable(clock).set("cleanup", job);
    clock.wake(123 * minute);
    clock.wake(0);

    assert.deepEqual(ran, [130]);
  });

  it("makes one run for the last of those times where it is to", () => {
    const clock = createSleepingClock();
    const { ran, job } = record("latest");

    createTimetable(clock).set("cleanup", job);
    clock.wake(123 * minute);

    assert.deepEqual(ran, [125]);
  });

  it("makes up for times before it was made, however long ago", () => {
    const clock = createFakeClock(start);
    const [latest, skip] = [record("latest", 1), record("skip", 1)];
    const since = start - 3 * 365 * 24 * 60 * minute;

    const timetable = createTimetable(clock);
    timetable.set("latest", { ...latest.job, since });
    timetable.set("skip", { ...skip.job, timer: every(5), since: since - 90_000 });
    clock.advance(1);

    assert.deepEqual(latest.ran, [0]);
    assert.deepEqual(skip.ran, [0]);
  });

  it("lets a job remove itself", () => {
    const clock = createFakeClock(start);
    const timetable = createTimetable(clock);
    const ran: number[] = [];
    const run = (time: number) => {
      ran.push(time);
      timetable.remove("once");
    };

    timetable.set("once", { timer: every(5), missed: "skip", run });
    clock.advance(60 * minute);

    assert.equal(ran.length, 1);
  });
});
