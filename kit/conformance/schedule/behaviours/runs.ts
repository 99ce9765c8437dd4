import assert from "node:assert/strict";
import { scheduleSemantics } from "fourfold";
import type { ScheduleGroup } from "../behaviour.ts";
import type { Surroundings } from "../handlers/context.ts";
import { settings } from "../set.ts";
import { awaitLines, awaitSome, fieldsOf, linesOf, runAt, runLine, type ScheduleTarget, stamps } from "../target.ts";

interface Seen extends Surroundings {
  readonly runs: number;
  readonly settings: unknown;
  readonly odd: string | undefined;
}

const times = ["2025-03-28T06:00:00Z", "2025-03-28T06:01:00Z"] as const;

/** Lets both times come, and waits for the background work of the runs. */
async function seenBy(target: ScheduleTarget): Promise<readonly Seen[]> {
  for (const [index, time] of times.entries()) {
    await runAt(target, "context", [time]);
    await awaitSome(target, "context", "the work is done", index + 1);
  }
  const lines = await awaitLines(target, "context", "seen", times.length);
  return lines.map((line) => Object(fieldsOf(line)));
}

async function ask(url: string, method: string): Promise<number> {
  const response = await fetch(url, { method, signal: AbortSignal.timeout(30_000) });
  await response.body?.cancel();
  return response.status;
}

export const runs: ScheduleGroup = {
  subject: "runs",
  deployment: "timetable",
  behaviours: [
    {
      name: "begin at their minute, and not before",
      async run(target) {
        await target.passTo("2025-03-28T05:59:59.999Z");
        assert.deepEqual(await linesOf(target, "context"), []);

        await seenBy(target);
      },
    },
    {
      name: "are told the time that they are for, to the minute",
      async run(target) {
        assert.deepEqual(
          (await seenBy(target)).map(({ scheduledTime }) => scheduledTime),
          stamps(...times),
        );
      },
    },
    {
      name: "are told where they run, and have an id each",
      async run(target) {
        const seen = await seenBy(target);

        for (const each of seen) {
          assert.deepEqual([each.cloud, each.set, each.function], [target.cloud, target.set, "context"]);
        }
        assert.equal(new Set(seen.map(({ id }) => id)).size, 2);
        assert.ok(seen.every(({ id }) => id.length >= 8));
      },
    },
    {
      name: "are told how long they may take",
      async run(target) {
        for (const { remaining, untilDeadline } of await seenBy(target)) {
          assert.ok(remaining > 10_000 && remaining <= 20_000, `${remaining} ms of 20,000 are left`);
          assert.ok(Math.abs(untilDeadline - remaining) < 500, `${untilDeadline} ms to the deadline`);
        }
      },
    },
    {
      name: "are told whether they start an instance, which keeps its handler",
      async run(target) {
        const seen = await seenBy(target);

        assert.deepEqual(
          seen.map(({ coldStart, runs: count }) => [coldStart, count]),
          [
            [true, 1],
            [false, 2],
          ],
        );
      },
    },
    {
      name: "have the variables of their environment, and what is bound to their links",
      async run(target) {
        for (const seen of await seenBy(target)) {
          assert.deepEqual([seen.odd, seen.settings], ['a=b;c "d" %PATH% $HOME 😀', settings]);
        }
      },
    },
    {
      name: "finish the work that they leave behind",
      async run(target) {
        await seenBy(target);

        await awaitLines(target, "context", "the work is done", 2);
      },
    },
    {
      name: "write a line each: what time they were for, what came of them, how long they took",
      async run(target) {
        const seen = await seenBy(target);

        const lines = await awaitLines(target, "context", runLine, 2);
        assert.partialDeepStrictEqual(
          lines.map((line) => ({ ...line })),
          seen.map(({ id, scheduledTime, coldStart }) => ({
            ...{ level: "info", invocationId: id, cloud: target.cloud, coldStart },
            fields: { scheduledTime, result: "done" },
          })),
        );
        assert.ok(lines.every((line) => Number(fieldsOf(line).duration) >= 0));
      },
    },
    {
      name: "cannot be caused by anybody from outside",
      async run(target) {
        await seenBy(target);
        const { status } = scheduleSemantics[target.cloud].outside;
        const addresses = await target.addresses();

        assert.equal(addresses.length > 0, status !== false);
        for (const address of addresses) {
          for (const path of ["/context", "/api/context"]) {
            assert.equal(await ask(new URL(path, address).href, "GET"), status);
            assert.equal(await ask(new URL(path, address).href, "POST"), status);
          }
        }
        await awaitLines(target, "context", runLine, 2);
      },
    },
  ],
};
