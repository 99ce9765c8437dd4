import assert from "node:assert/strict";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { InvocationContext } from "@azure/functions";
import { functionSet, type Gate, settleFunction } from "fourfold";
import { type ScheduleContext, type ScheduleDefinition, scheduled } from "fourfold/runtime";
import { serve as serveAws } from "../../../../../kit/runtime/triggers/schedule/adapters/aws.ts";
import { createHandler } from "../../../../../kit/runtime/triggers/schedule/adapters/azure.ts";
import { serve as serveCloudflare } from "../../../../../kit/runtime/triggers/schedule/adapters/cloudflare.ts";
import { serve as serveGcp } from "../../../../../kit/runtime/triggers/schedule/adapters/gcp.ts";
import { lambdaContext } from "../../../support/aws.ts";
import { capture } from "../../../support/drivers.ts";

const set = functionSet("shop", {
  root: import.meta.url,
  functions: { tick: { handler: "./x.ts", schedule: "every hour" } },
});
const settings = { timeout: 5, schedule: {} };

/** A function that remembers its runs, and fails where it is told to. */
function recording(fails = false) {
  const runs: ScheduleContext[] = [];
  const definition = scheduled(set, "tick", () => (context) => {
    runs.push(context);
    if (fails) throw new Error("told to");
  });
  return { runs, definition };
}

/** What the run time of Workers is given for half past two at night in Vienna. */
function gateOf(): Gate {
  const schedule = { cron: "30 2 * * *", timeZone: "Europe/Vienna" };
  const gate = settleFunction({ schedule }, "cloudflare", "Here").schedule?.gate;
  assert.ok(gate);
  return gate;
}

/** One that never opens: no clock shows a minute 60. */
const noMinute: Gate = {
  timer: [null, null, null, null, null],
  local: { timeZone: "Europe/Vienna", times: [[60], null, null, null, null] },
};

// In Vienna it is two hours later in July.
const right = new Date("2026-07-01T00:30:00Z");
const wrong = new Date("2026-07-01T01:30:00Z");

/** Calls Google's adapter as the framework does, and answers the status. */
async function callGcp(definition: ScheduleDefinition, headers: Record<string, string>) {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "POST", headers });
  const response = new ServerResponse(request);
  await capture(() => serveGcp(definition, settings)(request, response));
  return response.statusCode;
}

const never = "0001-01-01T00:00:00";
const thisMinute = () => Math.floor(Date.now() / 60_000) * 60_000;

/** As Azure's host tells it: what was expected next is what the call is for. */
const timer = (next: number = thisMinute(), isPastDue = false) => ({
  isPastDue,
  schedule: { adjustForDST: false },
  scheduleStatus: { last: never, lastUpdated: never, next: new Date(next).toISOString() },
});
const azureContext = () => new InvocationContext({ invocationId: "i-1", functionName: "tick", logHandler: () => {} });

describe("a run that fails", () => {
  /** One that leaves work behind before it fails, and tells whether that was done. */
  function leaving() {
    const left = { done: false };
    const definition = scheduled(set, "tick", () => ({ waitUntil }) => {
      const work = sleep(50).then(() => {
        left.done = true;
      });
      waitUntil(work);
      throw new Error("told to");
    });
    return { left, definition };
  }

  const calls = {
    aws: (definition: ScheduleDefinition) =>
      assert.rejects(serveAws(definition, settings)({ scheduledTime: "2026-11-28T02:00:00Z" }, lambdaContext)),
    gcp: (definition: ScheduleDefinition) =>
      callGcp(definition, { "x-cloudscheduler-scheduletime": "2026-11-28T02:00:00Z" }),
    azure: (definition: ScheduleDefinition) =>
      assert.rejects(createHandler(definition, settings)(timer(), azureContext())),
  };

  for (const [cloud, call] of Object.entries(calls)) {
    it(`waits for the work that it left behind on ${cloud}`, async () => {
      const { left, definition } = leaving();

      await capture<unknown>(() => call(definition));

      assert.equal(left.done, true);
    });
  }
});

describe("the adapter for EventBridge Scheduler", () => {
  it("hands on the time that the schedule has put into its input", async () => {
    const { runs, definition } = recording();

    await capture(() => serveAws(definition, settings)({ scheduledTime: "2026-11-28T02:00:00Z" }, lambdaContext));

    assert.deepEqual(runs[0]?.scheduledTime, new Date("2026-11-28T02:00:00Z"));
    assert.equal(runs[0]?.id, lambdaContext.awsRequestId);
  });

  it("lets Lambda know of a run that fails, which it tries again", async () => {
    const handler = serveAws(recording(true).definition, settings);

    await capture(() => assert.rejects(handler({ scheduledTime: "2026-11-28T02:00:00Z" }, lambdaContext), /told to/));
  });
});

describe("the adapter for Cloud Scheduler", () => {
  it("hands on the time that the job says, and answers that it is done", async () => {
    const { runs, definition } = recording();

    const status = await callGcp(definition, { "x-cloudscheduler-scheduletime": "2026-11-28T02:00:00Z" });

    assert.equal(status, 204);
    assert.deepEqual(runs[0]?.scheduledTime, new Date("2026-11-28T02:00:00Z"));
  });

  it("answers a failed run, and a call without a time, so that the job tries again", async () => {
    const time = { "x-cloudscheduler-scheduletime": "2026-11-28T02:00:00Z" };

    assert.equal(await callGcp(recording(true).definition, time), 500);
    assert.equal(await callGcp(recording().definition, {}), 500);
  });
});

describe("the adapter for Azure's timer", () => {
  it("runs for the minute that is due, whenever exactly the timer calls", async () => {
    const { runs, definition } = recording();
    const gate = settleFunction({ schedule: "every minute" }, "azure", "Here").schedule?.gate;
    assert.ok(gate);
    const before = thisMinute();

    await createHandler(definition, { timeout: 5, schedule: { gate } })(timer(), azureContext());

    assert.ok(Number(runs[0]?.scheduledTime) - before <= 60_000);
    assert.equal(Number(runs[0]?.scheduledTime) % 60_000, 0);
  });

  it("runs for the same minute when it is tried again later", async () => {
    const { runs, definition } = recording();
    const gate = settleFunction({ schedule: "every minute" }, "azure", "Here").schedule?.gate;
    assert.ok(gate);
    const expected = thisMinute() - 3 * 60_000;

    await createHandler(definition, { timeout: 5, schedule: { gate } })(timer(expected), azureContext());

    assert.equal(Number(runs[0]?.scheduledTime), expected);
  });

  it("runs for the time of every call where there is nothing to decide", async () => {
    const { runs, definition } = recording();
    const expected = thisMinute() - 3 * 60_000;

    await createHandler(definition, settings)(timer(expected), azureContext());

    assert.equal(Number(runs[0]?.scheduledTime), expected);
  });

  it("does not run when no time in the zone is due", async () => {
    const { runs, definition } = recording();

    await createHandler(definition, { timeout: 5, schedule: { gate: noMinute } })(timer(), azureContext());

    assert.deepEqual(runs, []);
  });

  it("runs for this minute when somebody asks for it, whatever the schedule says", async () => {
    const { runs, definition } = recording();
    const handler = createHandler(definition, { timeout: 5, schedule: { gate: gateOf() } });
    const tomorrow = Date.now() + 86_400_000;
    const before = thisMinute();

    await handler(timer(tomorrow), azureContext());
    // The host has no status of a timer before its listener was started for the first time.
    for (const scheduleStatus of [null, undefined]) {
      await handler({ isPastDue: false, schedule: timer().schedule, scheduleStatus }, azureContext());
    }

    assert.equal(runs.length, 3);
    for (const { scheduledTime } of runs) assert.ok([before, thisMinute()].includes(Number(scheduledTime)));
  });

  it("does not take a call for one by hand that comes some milliseconds early", async () => {
    const { runs, definition } = recording();
    await createHandler(definition, { timeout: 5, schedule: { gate: noMinute } })(
      timer(Date.now() + 900),
      azureContext(),
    );

    assert.deepEqual(runs, []);
  });

  it("lets the host know of a run that fails", async () => {
    const gate = settleFunction({ schedule: "every minute" }, "azure", "Here").schedule?.gate;
    assert.ok(gate);
    const handler = createHandler(recording(true).definition, { timeout: 5, schedule: { gate } });

    await assert.rejects(handler(timer(), azureContext()), /told to/);
  });
});

describe("the adapter for cron triggers", () => {
  const call = (definition: ScheduleDefinition, time: Date, gate?: Gate, cron = "30 0,1 * * *") =>
    serveCloudflare(definition, { timeout: 5, schedule: gate === undefined ? {} : { gate } }).scheduled(
      { scheduledTime: time.getTime(), cron },
      {},
      { waitUntil: () => {} },
    );

  it("lets through the times that are right in the zone, and ends other calls at once", async () => {
    const { runs, definition } = recording();
    const gate = gateOf();

    await capture(async () => {
      await call(definition, right, gate);
      await call(definition, wrong, gate);
    });

    assert.deepEqual(
      runs.map(({ scheduledTime }) => scheduledTime),
      [right],
    );
  });

  it("runs for the minute when somebody asks for it, whatever the schedule says", async () => {
    const { runs, definition } = recording();

    await capture(() => call(definition, new Date(wrong.getTime() + 12_345), gateOf(), ""));

    assert.deepEqual(
      runs.map(({ scheduledTime }) => scheduledTime),
      [wrong],
    );
  });

  it("hands on every time where there is nothing to decide", async () => {
    const { runs, definition } = recording();

    await capture(() => call(definition, wrong));

    assert.equal(runs.length, 1);
  });
});
