import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { scheduleSemantics } from "fourfold";
import type { ScheduleGroup } from "../behaviour.ts";
import { awaitLines, fieldsOf, linesOf, runAt, runLine, type ScheduleTarget, stamps, timesOf } from "../target.ts";

/** The instant some seconds after another. */
function after(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1_000).toISOString();
}

/** Lets a run fail as often as the cloud retries it, each time no earlier than the cloud says, and then lets an hour pass. */
async function failAllAttempts(target: ScheduleTarget, name: string, time: string): Promise<number> {
  const { retries } = scheduleSemantics[target.cloud].failed;
  let due = time;
  await target.passTo(due);
  await awaitLines(target, name, runLine, 1);
  for (const [index, wait] of retries.entries()) {
    await target.passTo(after(due, wait - 1));
    await awaitLines(target, name, runLine, index + 1);
    // Clouds count from the end of the attempt, which is a moment later.
    due = after(due, wait);
    await target.passTo(due);
    await awaitLines(target, name, runLine, index + 2);
  }
  return retries.length + 1;
}

export const failures: ScheduleGroup = {
  subject: "runs that do not go well",
  deployment: "timetable",
  behaviours: [
    {
      name: "are made again as often as the cloud says, each time for the same time",
      async run(target) {
        const time = "2025-03-28T07:00:00Z";

        const attempts = await failAllAttempts(target, "failing", time);
        await target.passTo("2025-03-28T07:50:00Z");

        await awaitLines(target, "failing", runLine, attempts);
        assert.deepEqual(await timesOf(target, "failing"), Array(attempts).fill(stamps(time)[0]));
      },
    },
    {
      name: "are logged as failed, with the error and its cause",
      async run(target) {
        const lines = await linesOf(target, "failing");

        const errors = lines.filter(({ level }) => level === "error");
        const results = lines.filter(({ message }) => message === runLine).map((line) => fieldsOf(line).result);
        assert.ok(errors.length > 0 && errors.length === results.length);
        assert.ok(results.every((result) => result === "failed"));
        for (const error of errors) {
          assert.match(JSON.stringify(error), /the reason/);
          assert.match(JSON.stringify(error), /the cause/);
        }
      },
    },
    {
      name: "are kept when they have failed for good, where the cloud keeps them",
      async run(target) {
        const { deadLetter } = scheduleSemantics[target.cloud].failed;

        const letters = await target.deadLetters("failing");

        assert.equal(letters.length, deadLetter ? 1 : 0);
        assert.ok(letters.every((letter) => letter.includes("2025-03-28T07:00:00Z")));
      },
    },
    {
      name: "begin while the one before is at work, or after it, as the cloud says",
      async run(target) {
        const times = ["2025-03-28T08:00:00Z", "2025-03-28T08:01:00Z", "2025-03-28T08:02:00Z"] as const;
        const [start, before, due] = times;
        await runAt(target, "slow", [start]);
        await target.passTo(before);
        // An instance is running: the run begins at once.
        await setTimeout(500);
        await target.passTo(due);

        const [first, second] = (await awaitLines(target, "slow", "worked", 2)).map(fieldsOf);
        const isAtOnce = Number(second?.from) < Number(first?.to);
        assert.equal(isAtOnce, scheduleSemantics[target.cloud].overlapping.atOnce);
        await awaitLines(target, "slow", runLine, 3);
        assert.deepEqual((await timesOf(target, "slow")).toSorted(), stamps(...times));
      },
    },
  ],
};

/** Runs that are given up, at a time after those of other groups. */
export const timeouts: ScheduleGroup = {
  subject: "runs that take too long",
  deployment: "timetable",
  behaviours: [
    {
      name: "fail at their timeout, and are logged like others that fail",
      async run(target) {
        const attempts = await failAllAttempts(target, "late", "2025-03-28T10:00:00Z");

        const lines = await awaitLines(target, "late", runLine, attempts);
        for (const { result, duration } of lines.map(fieldsOf)) {
          assert.equal(result, "failed");
          assert.ok(Number(duration) < 3_000, `it took ${duration} ms of 1,000`);
        }
        const errors = (await linesOf(target, "late")).filter(({ level }) => level === "error");
        assert.match(JSON.stringify(errors), /too long/);
      },
    },
  ],
};
