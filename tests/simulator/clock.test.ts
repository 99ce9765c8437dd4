import assert from "node:assert/strict";
import { createClock, createFakeClock } from "../../kit/simulator/clock.ts";

describe("the clock", () => {
  it("tells the machine's time and calls back", async () => {
    const clock = createClock();
    const before = Date.now();

    const called = await new Promise<number>((resolve) => clock.after(5, () => resolve(clock.now())));

    assert.ok(called >= before + 4 && called <= Date.now());
  });

  it("does not call back what was cancelled, nor too early what is far away", async () => {
    const clock = createClock();
    const calls: string[] = [];
    const cancels = [
      clock.after(1, () => calls.push("cancelled")),
      clock.after(100 * 365 * 86_400_000, () => calls.push("far")),
    ];
    cancels[0]?.();

    await new Promise<void>((resolve) => clock.after(20, resolve));

    assert.deepEqual(calls, []);
    cancels[1]?.();
  });
});

describe("the fake clock", () => {
  it("stands still until it is moved, and then calls back in order, each at its own time", () => {
    const clock = createFakeClock(1_000);
    const calls: [string, number][] = [];
    clock.after(30, () => calls.push(["late", clock.now()]));
    clock.after(10, () => {
      calls.push(["early", clock.now()]);
      clock.after(5, () => calls.push(["nested", clock.now()]));
    });
    clock.after(40, () => calls.push(["never", clock.now()]));
    const cancel = clock.after(20, () => calls.push(["cancelled", clock.now()]));
    cancel();

    const before = clock.now();
    clock.advance(30);

    assert.deepEqual([before, clock.now()], [1_000, 1_030]);
    assert.deepEqual(calls, [
      ["early", 1_010],
      ["nested", 1_015],
      ["late", 1_030],
    ]);
  });
});
