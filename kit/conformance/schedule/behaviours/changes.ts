import assert from "node:assert/strict";
import { scheduleSemantics } from "fourfold";
import type { ScheduleGroup } from "../behaviour.ts";
import { awaitLines, awaitRunFor, fieldsOf, runAt, runLine, stamps, timesOf } from "../target.ts";

export const changes: ScheduleGroup = {
  subject: "schedules that change",
  deployment: "changes",
  behaviours: [
    {
      name: "count intervals from the full hour, each function of a set at its own times",
      async run(target) {
        const times = ["2025-03-28T06:00:00Z", "2025-03-28T06:20:00Z", "2025-03-28T06:40:00Z", "2025-03-28T07:00:00Z"];
        const [first = "", second = "", ...others] = times;
        await runAt(target, "rhythm", [first]);
        await runAt(target, "missed", [first]);
        await runAt(target, "rhythm", [second]);
        await runAt(target, "moved", ["2025-03-28T06:30:00Z"]);
        await runAt(target, "removed", ["2025-03-28T06:30:00Z"]);

        assert.deepEqual(await runAt(target, "rhythm", [first, second, ...others]), stamps(...times));
        assert.deepEqual(await timesOf(target, "moved"), stamps("2025-03-28T06:30:00Z"));
      },
    },
    {
      name: "change a function's code only where the cloud has the time in it, and count at once",
      async run(target) {
        const before = await target.codeOf("moved");

        await target.change();

        const isOther = (await target.codeOf("moved")) !== before;
        assert.equal(isOther, scheduleSemantics[target.cloud].changed.inCode);
        await target.passTo("2025-03-28T08:09:59.999Z");
        await awaitLines(target, "moved", runLine, 1);
        await target.passTo("2025-03-28T08:10:00Z");
        await awaitRunFor(target, "moved", "2025-03-28T08:10:00Z");
      },
    },
    {
      name: "end with their function",
      async run(target) {
        // It was due at 08:00.
        await target.passTo("2025-03-28T08:20:00Z");
        await awaitRunFor(target, "rhythm", "2025-03-28T08:20:00Z");

        assert.deepEqual(await timesOf(target, "removed"), stamps("2025-03-28T06:30:00Z"));
      },
    },
    {
      name: "make up for runs that the cloud has missed as it says, and go on",
      async run(target) {
        const { madeUpFor } = scheduleSemantics[target.cloud].missed;

        // It was due at noon.
        await target.sleepUntil("2025-03-29T13:10:00Z");
        await target.passTo("2025-03-29T13:20:00Z");
        await awaitRunFor(target, "rhythm", "2025-03-29T13:20:00Z");

        const [, ...lines] = await awaitLines(target, "missed", runLine, 1 + madeUpFor);
        // The latest time that was missed: in the current year of the function's own clock.
        for (const line of lines) assert.match(String(fieldsOf(line).scheduledTime), /^20\d\d-03-28T12:00:00\.000Z$/);
      },
    },
  ],
};
