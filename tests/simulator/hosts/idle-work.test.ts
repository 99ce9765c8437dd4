import assert from "node:assert/strict";
import type { Clock } from "../../../kit/simulator/contract.ts";
import { IdleWork } from "../../../kit/simulator/hosts/idle-work.ts";

/** A clock whose time passes when it is told to. */
function createHandClock(): Clock & { pass(milliseconds: number): void } {
  const waiting = new Map<() => void, number>();
  let time = 0;
  return {
    now: () => time,
    after(milliseconds, work) {
      waiting.set(work, time + milliseconds);
      return () => waiting.delete(work);
    },
    pass(milliseconds) {
      time += milliseconds;
      for (const [work, due] of waiting) if (due <= time && waiting.delete(work)) work();
    },
  };
}

describe("the idle work of a host", () => {
  it("does work only after a pause, which other work begins anew", () => {
    const clock = createHandClock();
    const idleWork = new IdleWork(clock);
    const done: string[] = [];

    idleWork.add("a", () => done.push("a"));
    clock.pass(300);
    idleWork.add("b", () => done.push("b"));
    clock.pass(300);

    assert.deepEqual(done, []);
    clock.pass(100);
    assert.deepEqual(done, ["a", "b"]);
  });

  it("does what was asked for twice once, and again when it is asked for later", () => {
    const clock = createHandClock();
    const idleWork = new IdleWork(clock);
    let count = 0;
    const ask = () => idleWork.add("refill", () => count++);

    ask();
    ask();
    clock.pass(400);
    assert.equal(count, 1);
    ask();
    clock.pass(400);

    assert.equal(count, 2);
  });

  it("does at once what is left when its host stops", () => {
    const clock = createHandClock();
    const idleWork = new IdleWork(clock);
    let count = 0;
    idleWork.add("kill", () => count++);

    idleWork.finish();
    clock.pass(400);

    assert.equal(count, 1);
  });
});
