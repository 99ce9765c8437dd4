import assert from "node:assert/strict";
import type { StoredResource } from "../../../kit/simulator/contract.ts";
import { LambdaHost } from "../../../kit/simulator/hosts/lambda/index.ts";
import { type Invoker, sendEvent } from "../../../kit/simulator/services/aws/lambda/invoke.ts";
import type { Deployment } from "../deployment.ts";
import { deployFunction, openAws, tokens } from "./shop.ts";

/** A service of AWS that calls with its own name. */
const caller: Invoker = {
  principal: { type: "Service", id: "events.amazonaws.com" },
  actions: [{ action: "lambda:InvokeFunction", context: {} }],
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
describe("aws: an event for a function", () => {
  let aws: Deployment;
  let host: LambdaHost;
  let fn: StoredResource;
  beforeEach(async () => {
    aws = await openAws({ live: false });
    const { world } = aws.simulator;
    await deployFunction(aws, "async () => {}");
    fn = world.store.find(tokens.function)[0] ?? assert.fail("The function is not stored.");
    const credentials = () => ({ accessKeyId: "", secretAccessKey: "", sessionToken: "" });
    host = new LambdaHost({ ...world, credentials, project: "/" });
    host.deploy(
      {
        ...{ arn: String(fn.outputs.arn), name: "worker", region: "eu-central-1", handler: "index.handler" },
        ...{ runtime: "nodejs24.x", memory: 128, timeout: 3, variables: {}, role: String(fn.inputs.role) },
        ...{ logGroup: "worker", logFormat: "Text", reserved: 1 },
        code: { hash: "", files: new Map([["index.mjs", Buffer.from("export const handler = async () => {};")]]) },
      },
      () => undefined,
    );
  });
  afterEach(async () => {
    await host.stop();
    await aws.stop();
  });

  const send = (payload: string) => sendEvent(aws.simulator.world, host, fn, caller, payload, "Root=1-0-0");
  const pending = () => [...aws.simulator.world.store.values("aws/lambda/event/").keys()];

  it("is taken only from those whom the function's policy lets in", async () => {
    assert.deepEqual(send("{}"), { kind: "denied" });
    assert.deepEqual(pending(), []);

    const grant = { action: "lambda:InvokeFunction", function: "worker", principal: "events.amazonaws.com" };
    await aws.create(tokens.permission, "events", grant);
    const taken = send("{}");

    assert.equal(taken.kind, "accepted");
    assert.ok(taken.kind === "accepted" && pending()[0]?.endsWith(`/${taken.requestId}`));
  });

  it("has at most 1 MB", async () => {
    const grant = { action: "lambda:InvokeFunction", function: "worker", principal: "events.amazonaws.com" };
    await aws.create(tokens.permission, "events", grant);
    const largest = JSON.stringify("a".repeat(1_024 * 1_024 - 2));

    assert.equal(send(largest).kind, "accepted");
    assert.deepEqual(send(`${largest} `), { kind: "too large" });
  });
});
