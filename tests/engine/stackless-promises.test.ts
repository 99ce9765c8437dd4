import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { loadSdk } from "../../kit/engine/program/sdk.ts";
import { type Debuggable, takeNoStacks } from "../../kit/engine/program/stackless-promises.ts";

/** What the SDK does: it notes on a promise where it was made. */
function sdk(debugPromiseLeaks: boolean): Debuggable {
  return {
    debugPromiseLeaks,
    debuggablePromise: (promise, about) => Object.assign(promise, { about, stack: new Error("made").stack }),
  };
}

describe("the promises of a program", () => {
  const watched = (debuggable: Debuggable): unknown => debuggable.debuggablePromise(Promise.resolve(1), "name");

  it("are watched without a stack for each, and nothing else loses its stack", async () => {
    const debuggable = sdk(false);
    const limit = Error.stackTraceLimit;

    takeNoStacks(debuggable);
    const promise = watched(debuggable);

    const { about, stack } = Object(promise);
    assert.deepEqual({ about, stack }, { about: "name", stack: "Error: made" });
    assert.equal(await promise, 1);
    assert.equal(Error.stackTraceLimit, limit);
  });

  it("are watched by one function, however many runs there are", () => {
    const debuggable = sdk(false);
    takeNoStacks(debuggable);
    const { debuggablePromise } = debuggable;

    takeNoStacks(debuggable);

    assert.equal(debuggable.debuggablePromise, debuggablePromise);
  });

  it("have their stacks where PULUMI_DEBUG_PROMISE_LEAKS asks for them", () => {
    const debuggable = sdk(true);

    takeNoStacks(debuggable);

    assert.match(String(Object(watched(debuggable)).stack), /stackless-promises\.test\.ts/);
  });

  it("of Pulumi's own SDK are watched so", () => {
    const { state } = loadSdk(process.cwd());
    const debuggable: Debuggable = createRequire(import.meta.url)("@pulumi/pulumi/runtime/debuggable");

    const promise = state.withLocalStorage(() => {
      const made = Promise.resolve(1);
      void debuggable.debuggablePromise(made, "name");
      return made;
    });

    const { _debugCtx, _debugStackTrace } = Object(promise);
    assert.deepEqual([_debugCtx, _debugStackTrace], ["name", "Error"]);
  });
});
