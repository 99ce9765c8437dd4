import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { functionSet, param } from "fourfold";
import { type ScheduleContext, type ScheduledHandler, scheduled } from "fourfold/runtime";
import { open } from "../../../../kit/runtime/drivers/param.ts";
import type { Invocation } from "../../../../kit/runtime/invocation.ts";
import { start } from "../../../../kit/runtime/triggers/schedule/start.ts";

const set = functionSet("shop", {
  root: import.meta.url,
  resources: { flags: param<{ beta: boolean }>() },
  functions: { tick: { handler: "./x.ts", schedule: "every hour", links: { flags: ["read"] } } },
});
const links = { flags: { kind: "param", verbs: ["read"] } } as const;
const platform = { cloud: "aws", environment: { FOURFOLD_FLAGS: '{"beta":true}' } } as const;
const time = new Date("2026-11-28T02:00:00Z");

function invocation(lines: string[] = [], milliseconds = 1_000): Invocation {
  return {
    id: "run-1",
    deadline: Date.now() + milliseconds,
    write: (_level, line) => void lines.push(line),
    waitUntil: () => {},
  };
}

const starting = (handler: ScheduledHandler) =>
  start(
    scheduled(set, "tick", () => handler),
    {},
    {},
    platform,
  );
const read = (lines: readonly string[]) => lines.map((line) => JSON.parse(line));

describe("a scheduled function that starts", () => {
  it("makes its handler once, with its links", async () => {
    const made: unknown[] = [];
    const definition = scheduled(set, "tick", ({ flags }) => {
      made.push(flags);
      return () => {};
    });
    const run = start(definition, { links }, { param: open }, platform);

    await run(time, invocation());
    await run(time, invocation());

    assert.deepEqual(made, [{ beta: true }]);
  });

  it("tells its handler the time that the run is for, and what every handler is told", async () => {
    const contexts: ScheduleContext[] = [];
    const run = starting((context) => void contexts.push(context));

    await run(time, invocation());
    await run(time, invocation());

    assert.partialDeepStrictEqual(contexts, [
      { id: "run-1", scheduledTime: time, coldStart: true, cloud: "aws", set: "shop", function: "tick" },
      { scheduledTime: time, coldStart: false },
    ]);
    assert.ok((contexts[0]?.remaining() ?? 0) > 500);
  });

  it("logs a run with its time, its result and its id", async () => {
    const lines: string[] = [];
    const run = starting(({ log }) => log.info("mine"));

    await run(time, invocation(lines));

    const [mine, report] = read(lines);
    assert.partialDeepStrictEqual(mine, { message: "mine", invocationId: "run-1", function: "tick" });
    assert.partialDeepStrictEqual(report, {
      message: "scheduled run",
      fields: { scheduledTime: "2026-11-28T02:00:00.000Z", result: "done" },
    });
  });

  it("fails a run whose handler fails, and logs why", async () => {
    const lines: string[] = [];
    const run = starting(() => Promise.reject(new TypeError("no such cart")));

    await assert.rejects(run(time, invocation(lines)), /no such cart/);

    const [failure, report] = read(lines);
    assert.partialDeepStrictEqual(failure, {
      level: "error",
      message: "The run failed.",
      fields: { error: { name: "TypeError", message: "no such cart" } },
    });
    assert.equal(report.fields.result, "failed");
  });

  it("fails a run at its deadline", async () => {
    const run = starting(() => setTimeout(5_000, undefined, { ref: false }));

    await assert.rejects(run(time, invocation([], 50)), /took too long and was given up/);
  });

  it("fails a run that does not say what time it is for", async () => {
    const run = starting(() => {});

    await assert.rejects(run(new Date("soon"), invocation()), /does not say what time it is for/);
  });

  it("logs background work that fails, and does not fail for it", async () => {
    const lines: string[] = [];
    const works: Promise<unknown>[] = [];
    const run = starting(({ waitUntil }) => waitUntil(Promise.reject(new Error("late"))));

    await run(time, { ...invocation(lines), waitUntil: (work) => void works.push(work) });
    await Promise.all(works);

    assert.ok(read(lines).some(({ message }) => message === "Background work failed."));
  });

  it("refuses a handler that cannot run", () => {
    const make = () => Reflect.apply(Object, undefined, [{}]);

    assert.throws(() => start(scheduled(set, "tick", make), {}, {}, platform), { code: "ERR_HANDLER_EXPORT" });
  });
});
