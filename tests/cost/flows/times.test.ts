import assert from "node:assert/strict";
import { runsOf } from "../../../kit/cost/flows/aws.ts";
import { runsOfCron } from "../../../kit/cost/flows/times.ts";

const days = 365 / 12;
/** A year like 2026, which begins on a Thursday: it has 261 weekdays, and 52 of each day but Thursday. */
const weekdays = 261 / 12;

describe("how often something is due in a month", () => {
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html: days of the week are 1-7 or SUN-SAT.
  for (const [expression, runs] of [
    ["rate(5 minutes)", 8_760],
    ["rate(1 hour)", 730],
    ["rate(7 days)", 730 / 168],
    ["cron(30 2 * * ? *)", days],
    ["cron(0/15 8-17 * * ? *)", 40 * days],
    ["cron(0,30 * * * ? *)", 48 * days],
    ["cron(15 10 ? * 2-6 *)", weekdays],
    ["cron(15 10 ? * MON-FRI *)", weekdays],
    ["cron(0 8 1 * ? *)", 1],
    ["cron(0 0 L * ? *)", 1],
    ["cron(0 9 ? * 2#1 *)", 1],
    ["at(2026-12-01T00:00:00)", 1],
    ["rate(0 days)", undefined],
    ["rate(5 fortnights)", undefined],
    ["cron(61 2 * * ? *)", undefined],
    ["cron(2 * *)", undefined],
    ["hourly", undefined],
  ] as const) {
    it(`is ${runs?.toFixed(2) ?? "not known"} with ${expression} on AWS`, () => assert.equal(runsOf(expression), runs));
  }

  // https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules#cron_schedule_format: 0-6, Sunday is 0.
  it("counts days of the week from 0 on Google Cloud", () => {
    assert.equal(runsOfCron("0 9 * * 1-5", { weekdaysFromOne: false }), weekdays);
    assert.equal(runsOfCron("*/10 * * 6 *", { weekdaysFromOne: false }), (30 * 144) / 12);
  });

  // https://developers.cloudflare.com/workers/configuration/cron-triggers/#supported-cron-expressions: 1-7, Sunday is 1.
  it("counts days of the week from 1 on Cloudflare", () => {
    assert.equal(runsOfCron("0 9 * * 2-6", { weekdaysFromOne: true }), weekdays);
    assert.equal(runsOfCron("0 17 * * 5L", { weekdaysFromOne: true }), 1);
  });
});
