import assert from "node:assert/strict";
import { Foundation, type FunctionOptions, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

const before = Error.stackTraceLimit;

/** Creates a function whose role is changed by a transform, and answers what came of it. */
function create(role: () => void) {
  const transform: FunctionOptions["transform"] = { aws: { role } };
  return evaluate(() => {
    const foundation = new Foundation("acme", { cloud: "aws", ...places }).handle;
    const job = { cloud: "aws", foundation, set: "sample", function: "web", root: sample.root } as const;
    new Job("job", { ...job, handler: "./web.ts", http: {} }, { transform });
    assert.equal(Error.stackTraceLimit, before);
  });
}

describe("the stacks of errors", () => {
  it("are short while children are created, and as long as before afterwards", async () => {
    let during: number | undefined;

    const stack = await create(() => {
      during = Error.stackTraceLimit;
    });

    stack.count("aws:iam/role:Role", 1);
    assert.equal(during, 3);
  });

  it("name the line of a transform that throws and that of the component, and are as long as before afterwards", async () => {
    let thrown: Error | undefined;

    await create(() => {
      thrown = new Error("mine");
      throw thrown;
    });

    assert.match(thrown?.stack ?? "", /^Error: mine\n +at .*stacks\.test\.ts:\d+/);
    assert.match(thrown?.stack ?? "", /at new Function .*\n +at .*stacks\.test\.ts:\d+/);
    assert.equal(Error.stackTraceLimit, before);
  });
});
