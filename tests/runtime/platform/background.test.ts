import assert from "node:assert/strict";
import { collectBackground } from "../../../kit/runtime/platform/runs/background.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("background work", () => {
  it("is waited for, and what it leaves behind too", async () => {
    const done: string[] = [];
    const background = collectBackground(Date.now() + 2_000);
    background.waitUntil(
      wait(5).then(() => {
        done.push("first");
        background.waitUntil(wait(5).then(() => done.push("second")));
      }),
    );

    await background.settled();

    assert.deepEqual(done, ["first", "second"]);
  });

  it("is given up at the deadline", async () => {
    const start = Date.now();
    const background = collectBackground(start + 20);
    background.waitUntil(new Promise(() => {}));

    await background.settled();

    assert.ok(Date.now() - start < 1_000);
  });
});
