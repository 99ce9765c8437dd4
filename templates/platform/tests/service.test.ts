import assert from "node:assert/strict";
import { it } from "node:test";
import { deploy } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { hello } from "../example/functions/hello.ts";
import { Service } from "../index.ts";

const bind = { greeting: { word: "Hello" } };
const evaluateService = () =>
  evaluate(() => {
    new Service("hello", { team: "sales", deploy: (standards) => deploy(hello, { ...standards, bind }) });
  });

it("tags what belongs to a service with its team", async () => {
  const stack = await evaluateService();

  stack.has("aws:lambda/function:Function", { tags: { team: "sales", "managed-by": "fourfold-template" } });
});

it("keeps logs for 90 days, and refuses their deletion", async () => {
  const stack = await evaluateService();

  const logs = stack.find("aws:cloudwatch/logGroup:LogGroup", "hello-api-logs");
  assert.equal(logs.inputs.retentionInDays, 90);
  assert.equal(logs.protect, true);
});
