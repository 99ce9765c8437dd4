import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import {
  allow,
  deployGround,
  deploySchedule,
  eventsOf,
  type Ground,
  messagesOf,
  untilEvents,
} from "./scheduler/scheduled.ts";
import { linesOf, openAws, tokens } from "./shop.ts";
import { deployQueue } from "./sqs/client.ts";

const once = { scheduleExpression: "at(2026-01-01T00:01:00)" };
const failing = `async (event) => { console.log('event ' + JSON.stringify(event)); throw new RangeError('no stock'); }`;
const succeeding = `async (event) => { console.log('event ' + JSON.stringify(event)); return { done: true }; }`;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
describe("aws: the record of an event", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let ground: Ground;
  let records: Deployed;
  let grant: Deployed;
  afterEach(() => aws.stop());

  /** A function that a schedule calls, and whose role may send records. */
  const open = async (handler: string) => {
    clock = createFakeClock(Date.UTC(2026, 0, 1, 0, 0, 30));
    aws = await openAws({ clock });
    ground = await deployGround(aws, handler);
    records = await deployQueue(aws, "records");
    grant = await aws.create(tokens.rolePolicy, "records", {
      ...{ name: "records", role: "worker" },
      policy: allow(["sqs:SendMessage", records.outputs.arn]),
    });
    await deploySchedule(aws, ground, once);
  };
  const configure = (inputs: object) =>
    aws.create(tokens.eventInvokeConfig, "config", { functionName: ground.fn.id, ...inputs });
  const to = (end: "onFailure" | "onSuccess") => ({
    destinationConfig: { [end]: { destination: records.outputs.arn } },
  });
  /** Waits until the function has run so often and what comes of the last run is settled. */
  const runs = async (count: number) => {
    await untilEvents(aws, count);
    const ended = () => linesOf(aws, "/aws/lambda/worker").filter((line) => line.startsWith("REPORT")).length >= count;
    await until(ended);
    await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it("comes after two retries of a function that fails", async () => {
    await open(failing);
    await configure(to("onFailure"));
    clock.advance(30_000);
    await runs(1);
    clock.advance(60_000);
    await runs(2);
    assert.deepEqual(await messagesOf(aws, records), []);
    clock.advance(120_000);
    await runs(3);

    const [{ body } = { body: undefined }] = await messagesOf(aws, records);
    assert.partialDeepStrictEqual(body, {
      version: "1.0",
      timestamp: "2026-01-01T00:04:00.000Z",
      requestContext: {
        functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:worker:$LATEST",
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { at: "2026-01-01T00:01:00Z" },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      responsePayload: { errorType: "RangeError", errorMessage: "no stock" },
    });
    assert.deepEqual(await messagesOf(aws, ground.dead), []);
  });

  it("comes at once where maximumRetryAttempts is 0, or maximumEventAgeInSeconds ends the wait", async () => {
    await open(failing);
    const config = await configure({ ...to("onFailure"), maximumRetryAttempts: 0 });
    clock.advance(30_000);
    await runs(1);
    const [first] = await messagesOf(aws, records);
    assert.equal(first?.body.requestContext.approximateInvokeCount, 1);

    await aws.update(config, { functionName: ground.fn.id, ...to("onFailure"), maximumEventAgeInSeconds: 60 });
    await deploySchedule(aws, ground, { name: "later", scheduleExpression: "at(2026-01-01T00:02:00)" });
    clock.advance(60_000);
    await runs(2);
    clock.advance(60_000);
    await runs(3);
    const conditions = (await messagesOf(aws, records)).map(({ body }) => body.requestContext.condition);
    assert.deepEqual(conditions, ["RetriesExhausted", "EventAgeExceeded"]);
  });

  it("tells of success where that is wanted", async () => {
    await open(succeeding);
    await configure(to("onSuccess"));
    clock.advance(30_000);
    await runs(1);

    const [{ body } = { body: undefined }] = await messagesOf(aws, records);
    assert.equal(body.requestContext.condition, "Success");
    assert.deepEqual(body.responsePayload, { done: true });
    assert.equal(eventsOf(aws).length, 1);
  });

  it("needs a role that may send it, when it is configured and when it is sent", async () => {
    await open(failing);
    const config = { ...to("onFailure"), maximumRetryAttempts: 0 };
    const refusal = /execution role does not have permissions to call SendMessage on arn:aws:sqs:.*:dead/;
    const dead = { destinationConfig: { onFailure: { destination: ground.dead.outputs.arn } } };
    await assert.rejects(configure(dead), refusal);
    await configure(config);
    await aws.remove(grant);
    clock.advance(30_000);
    await runs(1);

    assert.deepEqual(await messagesOf(aws, records), []);
    assert.match(linesOf(aws, "/aws/lambda/worker").join("\n"), /Simulator: the record of request .* did not reach/);
  });
});
