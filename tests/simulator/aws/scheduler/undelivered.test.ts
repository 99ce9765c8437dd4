import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { linesOf, openAws, trustOf } from "../shop.ts";
import {
  allow,
  deployGround,
  deploySchedule,
  eventsOf,
  type Grant,
  type Ground,
  messagesOf,
  untilEvents,
} from "./scheduled.ts";

const start = Date.UTC(2026, 0, 1, 0, 0, 30);
const once = { scheduleExpression: "at(2026-01-01T00:01:00)" };

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
describe("aws: a call that a function does not take", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let ground: Ground;
  beforeEach(async () => {
    clock = createFakeClock(start);
    aws = await openAws({ clock });
    ground = await deployGround(aws);
  });
  afterEach(() => aws.stop());

  const permit = async (...grants: readonly Grant[]) => {
    const { policy } = ground;
    ground = { ...ground, policy: await aws.update(policy, { ...policy.inputs, policy: allow(...grants) }) };
  };
  const mayInvoke = () => ["lambda:InvokeFunction", ground.fn.outputs.arn] as const;
  const maySend = () => ["sqs:SendMessage", ground.dead.outputs.arn] as const;

  it("is tried again as often as its retry policy says, and then sent to the dead-letter queue", async () => {
    await permit(maySend());
    await deploySchedule(aws, ground, once);
    clock.advance(30_000);
    assert.deepEqual(await messagesOf(aws, ground.dead), []);
    clock.advance(3_000);

    const [letter] = await messagesOf(aws, ground.dead);
    assert.deepEqual(letter?.body, { at: "2026-01-01T00:01:00Z" });
    const { EXECUTION_ID, ERROR_MESSAGE, ...attributes } = letter.attributes;
    assert.deepEqual(attributes, {
      ERROR_CODE: "AccessDeniedException",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: "2",
      SCHEDULED_TIME: "2026-01-01T00:01:00Z",
      SCHEDULE_ARN: "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly",
      TARGET_ARN: ground.fn.outputs.arn,
    });
    assert.match(String(EXECUTION_ID), /^[\da-f]{16}$/);
    assert.match(
      String(ERROR_MESSAGE),
      /assumed-role\/scheduler\/scheduler is not authorized to perform: lambda:InvokeFunction/,
    );
  });

  it("reaches the function when what was missing is there in time", async () => {
    await permit(maySend());
    const input = JSON.stringify({ attempt: "<aws.scheduler.attempt-number>" });
    await deploySchedule(aws, ground, once, { input });
    clock.advance(30_000);
    await permit(mayInvoke(), maySend());
    clock.advance(1_000);
    await untilEvents(aws, 1);

    assert.deepEqual(eventsOf(aws), [{ attempt: "2" }]);
    clock.advance(3_600_000);
    assert.deepEqual(await messagesOf(aws, ground.dead), []);
  });

  it("is given up when it is too old, or its function is gone", async () => {
    await deploySchedule(aws, ground, once, {
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 185 },
    });
    await aws.remove(ground.fn);
    clock.advance(30_000);
    clock.advance(60_000);

    const [letter] = await messagesOf(aws, ground.dead);
    assert.partialDeepStrictEqual(letter?.attributes, {
      ERROR_CODE: "ResourceNotFoundException",
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
      RETRY_ATTEMPTS: "5",
    });
  });

  it("is lost when the role may not send either, which the function's log tells", async () => {
    await permit(["s3:GetObject", "*"]);
    await deploySchedule(aws, ground, once);
    clock.advance(33_000);

    assert.deepEqual(await messagesOf(aws, ground.dead), []);
    const lines = linesOf(aws, "/aws/lambda/worker").filter((line) => line.startsWith("Simulator: "));
    assert.match(lines.join("\n"), /did not call it: .* The dead letter did not reach arn:aws:sqs:.*:dead: /);
  });

  it("is not made with a role that has lost its trust", async () => {
    await deploySchedule(aws, ground, once, { deadLetterConfig: undefined });
    await aws.update(ground.role, { ...ground.role.inputs, assumeRolePolicy: trustOf("lambda.amazonaws.com") });
    clock.advance(33_000);

    assert.deepEqual(eventsOf(aws), []);
    assert.match(
      linesOf(aws, "/aws/lambda/worker").join("\n"),
      /did not call it: .*must allow AWS EventBridge Scheduler/,
    );
  });
});

describe("aws: a call that waits for its next attempt", () => {
  it("outlives a restart", async () => {
    await using lives = new Lives(openAws);
    const before = createFakeClock(start);
    const first = await lives.start({ clock: before });
    const ground = await deployGround(first);
    const { policy, dead, fn } = ground;
    await first.update(policy, { ...policy.inputs, policy: allow(["sqs:SendMessage", dead.outputs.arn]) });
    await deploySchedule(first, ground, once);
    before.advance(30_000);
    await first.update(policy, { ...policy.inputs, policy: allow(["lambda:InvokeFunction", fn.outputs.arn]) });
    await lives.stop();

    const clock = createFakeClock(start + 30_500);
    const second = await lives.start({ clock });
    clock.advance(500);
    await untilEvents(second, 1);

    assert.deepEqual(eventsOf(second), [{ at: "2026-01-01T00:01:00Z" }]);
  });
});
