import assert from "node:assert/strict";
import { type Occurrences, scheduleSemantics } from "fourfold";
import type { ScheduleGroup } from "../behaviour.ts";
import { awaitLines, awaitRunFor, comes, runAt, runLine, type ScheduleTarget, stamps, timesOf } from "../target.ts";

/** How long to wait for what may not come, in milliseconds. */
const doubt = 2_000;

/** The times that a function may run for: those that are certain, and those that clouds may leave out. */
interface Times {
  readonly due: readonly string[];
  readonly perhaps?: readonly string[];
}

/** Lets each of these times come, and waits for the runs that are certain. */
async function passThrough(target: ScheduleTarget, name: string, { due, perhaps = [] }: Times): Promise<void> {
  for (const time of [...due, ...perhaps].toSorted()) {
    await target.passTo(time);
    if (due.includes(time)) await awaitRunFor(target, name, time);
    else await comes(target, name, time, doubt);
  }
}

async function runsOn(target: ScheduleTarget, name: string, day: string): Promise<readonly unknown[]> {
  return (await timesOf(target, name)).filter((time) => String(time).startsWith(day));
}

function assertWithin(runs: readonly unknown[], { least, most }: Occurrences): void {
  assert.ok(runs.length >= least && runs.length <= most, `${runs.length} runs, not ${least} to ${most}`);
}

export const times: ScheduleGroup = {
  subject: "times",
  deployment: "timetable",
  behaviours: [
    {
      name: "can be lists, ranges and steps of minutes",
      async run(target) {
        const hour = ["00", "05", "20", "21", "22", "30"].map((minute) => `2025-03-28T09:${minute}:00Z`);

        assert.deepEqual(await runAt(target, "fields", hour), stamps(...hour));
        await target.passTo("2025-03-28T09:59:00Z");
        await awaitLines(target, "fields", runLine, hour.length);
      },
    },
  ],
};

/** Half past two in Vienna when its clocks are put forward on the second day, from two o'clock to three. */
const spring = {
  due: ["2025-03-29T01:30:00Z", "2025-03-31T00:30:00Z"],
  perhaps: ["2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z"],
};

/** Half past two in Vienna when its clocks are put back on a day in between, from three o'clock to two. */
const autumn = {
  due: ["2025-10-01T00:30:00Z", "2025-10-25T00:30:00Z", "2025-10-27T01:30:00Z"],
  perhaps: ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"],
};

/** Times that are months apart. */
export const calendar: ScheduleGroup = {
  subject: "times in a calendar",
  deployment: "timetable",
  behaviours: [
    {
      name: "are those of a time zone, in winter",
      async run(target) {
        await target.passTo("2025-03-29T01:29:59.999Z");
        assert.deepEqual(await timesOf(target, "spring"), []);

        await passThrough(target, "spring", { due: ["2025-03-29T01:30:00Z"] });
        assert.deepEqual(await timesOf(target, "spring"), stamps("2025-03-29T01:30:00Z"));
      },
    },
    {
      name: "are those of a time zone, in summer",
      async run(target) {
        await passThrough(target, "spring", spring);

        assert.deepEqual(await runsOn(target, "spring", "2025-03-31"), stamps("2025-03-31T00:30:00Z"));
      },
    },
    {
      name: "are left out with the hour that clocks leave out, as the cloud says",
      async run(target) {
        await passThrough(target, "spring", spring);

        assertWithin(await runsOn(target, "spring", "2025-03-30"), scheduleSemantics[target.cloud].skippedHour);
      },
    },
    {
      name: "come as often as the cloud says in the hour that clocks repeat",
      async run(target) {
        await passThrough(target, "autumn", autumn);

        const day = await runsOn(target, "autumn", "2025-10-26");
        assertWithin(day, scheduleSemantics[target.cloud].repeatedHour);
        assert.ok(day.every((time) => stamps(...autumn.perhaps).includes(String(time))));
      },
    },
    {
      name: "can be named weekdays of a named month",
      async run(target) {
        // 1 December 2025 is a Monday.
        const days = ["2025-12-01T12:00:00Z", "2025-12-02T12:00:00Z", "2025-12-05T12:00:00Z"];
        await target.passTo("2025-12-01T11:59:59.999Z");
        assert.deepEqual(await timesOf(target, "weekdays"), []);

        assert.deepEqual(await runAt(target, "weekdays", days), stamps(...days));
        await target.passTo("2025-12-07T13:00:00Z");
        await awaitLines(target, "weekdays", runLine, days.length);
      },
    },
  ],
};
