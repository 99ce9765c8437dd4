import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import { type Deployment, runByHand } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openAws, trustOf } from "../shop.ts";
import {
  deployGround,
  deploySchedule,
  eventsOf,
  type Ground,
  logging,
  messagesOf,
  schedulerTrust,
  untilEvents,
} from "./scheduled.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("aws: schedules", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let ground: Ground;
  const open = async (start = Date.UTC(2026, 0, 1, 0, 0, 30), handler = logging) => {
    clock = createFakeClock(start);
    aws = await openAws({ clock });
    ground = await deployGround(aws, handler);
  };
  afterEach(() => aws.stop());

  /** Lets time pass, after which the function has been called so often, and no more. */
  const requireCalls = async (milliseconds: number, count: number): Promise<void> => {
    clock.advance(milliseconds);
    await untilEvents(aws, count);
    await aWhile();
    assert.equal(eventsOf(aws).length, count);
  };

  it("calls its function at the minute, with the scheduled time in its input", async () => {
    await open();
    const attributes = ["schedule-arn", "scheduled-time", "execution-id", "attempt-number", "unknown"];
    const input = Object.fromEntries(attributes.map((name) => [name, `<aws.scheduler.${name}>`]));
    await deploySchedule(aws, ground, {}, { input: JSON.stringify(input) });
    await requireCalls(29_000, 0);
    clock.advance(1_000);
    await untilEvents(aws, 1);

    const [{ "execution-id": id, ...event } = {}] = eventsOf(aws);
    assert.deepEqual(event, {
      "schedule-arn": "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly",
      "scheduled-time": "2026-01-01T00:01:00Z",
      "attempt-number": "1",
      unknown: "<aws.scheduler.unknown>",
    });
    assert.match(String(id), /^[\da-f]{16}$/);
    clock.advance(minute);
    await untilEvents(aws, 2);
    assert.deepEqual(await messagesOf(aws, ground.dead), []);
  });

  it("runs by hand for a time, as its role, and says what came of it", async () => {
    await open();
    const schedule = await deploySchedule(aws, ground, { state: "DISABLED" });
    const order = { scheduledTime: Date.UTC(2026, 4, 1) };

    assert.deepEqual(await runByHand(aws, "aws", schedule, order), { ok: true });
    assert.deepEqual(eventsOf(aws), [{ at: "2026-05-01T00:00:00Z" }]);
    await aws.remove(ground.policy);
    await assert.rejects(runByHand(aws, "aws", schedule, order), { code: "AccessDeniedException" });
  });

  it("runs by hand once, also where the run fails", async () => {
    await open(undefined, `async (event) => { (${logging})(event); throw new Error("out of ink"); }`);
    const schedule = await deploySchedule(aws, ground, { state: "DISABLED" });

    assert.deepEqual(await runByHand(aws, "aws", schedule), { ok: false, failure: "out of ink" });
    await requireCalls(hour, 1);
  });

  it("has an event of EventBridge's form where it has no input", async () => {
    await open();
    await deploySchedule(aws, ground, {}, { input: undefined });
    clock.advance(30_000);
    await untilEvents(aws, 1);

    assert.partialDeepStrictEqual(eventsOf(aws)[0], {
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      time: "2026-01-01T00:01:00Z",
    });
  });

  it("is due when the clocks of its time zone say so", async () => {
    await open(Date.UTC(2026, 6, 1, 0, 30));
    await deploySchedule(aws, ground, {
      ...{ scheduleExpression: "cron(0 3 * * ? *)", scheduleExpressionTimezone: "Europe/Berlin" },
      description: "after midnight",
    });

    clock.advance(30 * minute);
    await untilEvents(aws, 1);

    assert.deepEqual(eventsOf(aws), [{ at: "2026-07-01T01:00:00Z" }]);
  });

  it("runs at a rate from when it is made, between its dates, and once at a time", async () => {
    await open();
    const often = await deploySchedule(aws, ground, { scheduleExpression: "rate(5 minutes)" });
    await requireCalls(1, 1);
    await requireCalls(5 * minute, 2);
    await deploySchedule(aws, ground, {
      ...{ name: "dated", startDate: "2026-01-01T02:00:00Z", endDate: "2026-01-01T03:00:00Z" },
      scheduleExpression: "rate(1 hour)",
    });
    await deploySchedule(aws, ground, { name: "once", scheduleExpression: "at(2026-01-01T01:30:00)" });
    await aws.remove(often);
    // One time after the other: a run that the clock goes on over would have timed out.
    for (const [at, count] of [
      ["01:30", 3],
      ["02:00", 4],
      ["03:00", 5],
      ["06:00", 5],
    ] as const) {
      await requireCalls(Date.parse(`2026-01-01T${at}:00Z`) - clock.now(), count);
    }

    const [, , ...times] = eventsOf(aws).map(({ at }) => at);
    assert.deepEqual(times, ["2026-01-01T01:30:00Z", "2026-01-01T02:00:00Z", "2026-01-01T03:00:00Z"]);
  });

  it("does nothing while its state is DISABLED, or when it is gone", async () => {
    await open();
    const schedule = await deploySchedule(aws, ground, { state: "DISABLED" });
    await requireCalls(2 * minute, 0);
    const enabled = await aws.update(schedule, { ...schedule.inputs, state: "ENABLED" });
    await requireCalls(minute, 1);

    await aws.remove(enabled);

    await requireCalls(10 * minute, 1);
  });

  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  it("needs a role that trusts EventBridge Scheduler for this account's schedules", async () => {
    await open();
    const refusal = /must allow AWS EventBridge Scheduler to assume the role/;
    const schedule = "arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly";
    const trusts = [
      trustOf("events.amazonaws.com"),
      schedulerTrust(schedule),
      schedulerTrust(undefined, "210987654321"),
    ];

    for (const assumeRolePolicy of trusts) {
      const role = await aws.update(ground.role, { ...ground.role.inputs, assumeRolePolicy });
      await assert.rejects(deploySchedule(aws, { ...ground, role }), refusal);
    }
    await assert.rejects(
      deploySchedule(aws, ground, {}, { roleArn: "arn:aws:iam::123456789012:role/nobody" }),
      refusal,
    );
    const role = await aws.update(ground.role, ground.role.inputs);
    const { id } = await deploySchedule(aws, { ...ground, role });
    assert.equal(id, "default/nightly");
  });

  it("is one of each name, in the group default", async () => {
    await open();
    await deploySchedule(aws, ground, { groupName: "default" });
    const prefixed = await deploySchedule(aws, ground, { name: undefined, namePrefix: "shop-" });

    await assert.rejects(deploySchedule(aws, ground), /Schedule nightly already exists/);
    await assert.rejects(deploySchedule(aws, ground, { groupName: "shop" }), /SimulatorLimit/);
    assert.match(prefixed.id, /^default\/shop-/);
  });
});

describe("aws: a schedule after a restart", () => {
  it("goes on with what is due from then on", async () => {
    await using lives = new Lives(openAws);
    const start = Date.UTC(2026, 0, 1, 0, 0, 30);
    const first = await lives.start({ clock: createFakeClock(start) });
    await deploySchedule(first, await deployGround(first));
    await lives.stop();

    const clock = createFakeClock(start + 2 * hour);
    const second = await lives.start({ clock });
    clock.advance(30_000);
    await untilEvents(second, 1);

    assert.deepEqual(eventsOf(second), [{ at: "2026-01-01T02:01:00Z" }]);
  });
});
