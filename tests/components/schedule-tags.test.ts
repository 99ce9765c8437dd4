import assert from "node:assert/strict";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "./deployment.ts";
import { nightly } from "./fixtures/sample.ts";

describe("the tags of a schedule", () => {
  it("are the set's, on whatever of it has tags on AWS", async () => {
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places });
      const bind = { flags: { beta: true } };
      const tags = { cost: "nightly" };
      new FunctionSet("nightly", deploy(nightly, { cloud: "aws", on, protection: "destroy", bind, tags }));
    });

    assert.equal(stack.error, undefined);
    for (const [type, name] of [
      ["aws:sqs/queue:Queue", "nightly-cleanup-schedule-dead-letters"],
      ["aws:iam/role:Role", "nightly-cleanup-schedule-role"],
    ] as const) {
      assert.equal(Object(stack.find(type, name).inputs.tags).cost, "nightly", name);
    }
  });
});
