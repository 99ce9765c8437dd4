import assert from "node:assert/strict";
import { parseAwsSchedule } from "../../../kit/simulator/schedules/aws.ts";
import { parseCloudflareCron } from "../../../kit/simulator/schedules/cloudflare.ts";
import { parseGoogleSchedule } from "../../../kit/simulator/schedules/google.ts";
import { parseNcrontab } from "../../../kit/simulator/schedules/ncrontab.ts";
import type { Parsed } from "../../../kit/simulator/schedules/timer.ts";

const start = Date.parse("2026-01-01T00:00:00Z");

/** The next times after an instant, in UTC, as far as they are wanted. */
function next(parsed: Parsed, count: number, from = "2026-01-01T00:00:00Z"): readonly string[] {
  assert.equal(parsed.kind, "timer", JSON.stringify(parsed));
  const times: string[] = [];
  let time: number | undefined = Date.parse(from);
  while (parsed.kind === "timer" && times.length < count) {
    time = parsed.timer.next(time);
    if (time === undefined) break;
    times.push(new Date(time).toISOString().replace(/:00\.000Z$/, ""));
  }
  return times;
}

const aws = (text: string, timeZone?: string) => parseAwsSchedule(text, { start, ...(timeZone && { timeZone }) });

describe("EventBridge Scheduler's expressions", () => {
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
  const examples: readonly (readonly [string, readonly string[]])[] = [
    ["cron(30 8 * * ? *)", ["2026-01-01T08:30", "2026-01-02T08:30"]],
    ["cron(15 10 ? * 6L 2026-2027)", ["2026-01-30T10:15", "2026-02-27T10:15"]],
    ["cron(0 10 * * ? *)", ["2026-01-01T10:00", "2026-01-02T10:00"]],
    ["cron(0 18 ? * MON-FRI *)", ["2026-01-01T18:00", "2026-01-02T18:00", "2026-01-05T18:00"]],
    ["cron(0 18 ? * 2-6 *)", ["2026-01-01T18:00", "2026-01-02T18:00", "2026-01-05T18:00"]],
    ["cron(0/10 * ? * MON-FRI *)", ["2026-01-01T00:10", "2026-01-01T00:20"]],
    ["cron(5/20 1 1 * ? *)", ["2026-01-01T01:05", "2026-01-01T01:25", "2026-01-01T01:45", "2026-02-01T01:05"]],
    ["cron(0 9 ? * 2#1 *)", ["2026-01-05T09:00", "2026-02-02T09:00"]],
    ["cron(0 9 L * ? *)", ["2026-01-31T09:00", "2026-02-28T09:00"]],
    ["cron(0 9 3W * ? *)", ["2026-01-02T09:00", "2026-02-03T09:00"]],
    ["rate(5 minutes)", ["2026-01-01T00:05", "2026-01-01T00:10"]],
    ["rate(1 hour)", ["2026-01-01T01:00", "2026-01-01T02:00"]],
    ["at(2026-11-20T13:00:00)", ["2026-11-20T13:00"]],
  ];
  for (const [text, times] of examples) {
    it(`evaluates ${text}`, () =>
      assert.deepEqual(next(aws(text), times.length + (text.startsWith("at") ? 1 : 0)), times));
  }

  it("skips a time that clocks leave out, and runs one once that they repeat", () => {
    const nightly = aws("cron(30 2 * * ? *)", "America/New_York");

    assert.deepEqual(next(nightly, 2, "2026-03-07T12:00:00Z"), ["2026-03-09T06:30", "2026-03-10T06:30"]);
    assert.deepEqual(next(aws("cron(30 1 * * ? *)", "America/New_York"), 2, "2026-10-31T12:00:00Z"), [
      "2026-11-01T05:30",
      "2026-11-02T06:30",
    ]);
  });

  it("evaluates a rate in days by 24 hours, whatever clocks do", () => {
    assert.deepEqual(next(aws("rate(1 days)", "America/New_York"), 2, "2026-03-07T12:00:00Z"), [
      "2026-03-08T00:00",
      "2026-03-09T00:00",
    ]);
  });

  const refused = [
    "cron(0 2 * * *)",
    "cron(0 2 * * * *)",
    "cron(0 2 ? * ? *)",
    "cron(60 2 * * ? *)",
    "cron(0 2 ? * 0 *)",
    "cron(0 2 ? * 8 *)",
    "cron(0 2 * * ? 1969)",
    "rate(0 minutes)",
    "rate(5 weeks)",
    "rate(1.5 hours)",
    "at(tomorrow)",
    "0 2 * * *",
  ];
  for (const text of refused) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(aws(text), { kind: "refusal", message: `Invalid Schedule Expression ${text}.` }));
  }

  it("refuses an unknown time zone", () => assert.equal(aws("cron(0 2 * * ? *)", "Europe/Viena").kind, "refusal"));
});

describe("Cloud Scheduler's expressions", () => {
  // https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
  const examples: readonly (readonly [string, readonly string[]])[] = [
    ["* * * * *", ["2026-01-01T00:01", "2026-01-01T00:02"]],
    ["0 0 1 JAN *", ["2027-01-01T00:00"]],
    ["0 9 * * 1", ["2026-01-05T09:00"]],
    ["0 9 * * 0", ["2026-01-04T09:00"]],
    ["0 9 * * 7", ["2026-01-04T09:00"]],
    ["0 9 1 * SAT", ["2026-01-01T09:00", "2026-01-03T09:00", "2026-01-10T09:00"]],
    ["0 0-23/6 * * *", ["2026-01-01T06:00", "2026-01-01T12:00"]],
  ];
  for (const [text, times] of examples) {
    it(`evaluates ${text}`, () => assert.deepEqual(next(parseGoogleSchedule(text, "Etc/UTC"), times.length), times));
  }

  it("runs a time twice that clocks repeat, since Google promises nothing", () => {
    const nightly = parseGoogleSchedule("30 2 * * *", "Europe/Vienna");

    assert.deepEqual(next(nightly, 3, "2026-10-24T12:00:00Z"), [
      "2026-10-25T00:30",
      "2026-10-25T01:30",
      "2026-10-26T01:30",
    ]);
    assert.deepEqual(next(nightly, 1, "2026-03-28T12:00:00Z"), ["2026-03-30T00:30"]);
  });

  for (const text of ["0 2 * *", "0 2 L * *", "0 2 * * MON#2", "0 2 * * 8", "0 24 * * *", "0 0 2 * * *"]) {
    it(`refuses ${text}`, () => {
      assert.deepEqual(parseGoogleSchedule(text, "UTC"), {
        kind: "refusal",
        message: "Schedule or timezone is invalid.",
      });
    });
  }

  it("refuses an unknown time zone", () => assert.equal(parseGoogleSchedule("0 2 * * *", "Nowhere").kind, "refusal"));
  it("says that schedules in words are not simulated", () =>
    assert.equal(parseGoogleSchedule("every 5 minutes", "UTC").kind, "limit"));
});

describe("NCRONTAB expressions", () => {
  // https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-examples
  const examples: readonly (readonly [string, readonly string[]])[] = [
    ["0 */5 * * * *", ["2026-01-01T00:05", "2026-01-01T00:10"]],
    ["0 0 */2 * * *", ["2026-01-01T02:00", "2026-01-01T04:00"]],
    ["0 0 9-17 * * *", ["2026-01-01T09:00", "2026-01-01T10:00"]],
    ["0 30 9 * * 1-5", ["2026-01-01T09:30", "2026-01-02T09:30", "2026-01-05T09:30"]],
    ["0 30 9 * Jan Mon", ["2026-01-05T09:30", "2026-01-12T09:30"]],
    ["0 30 9 * January Monday", ["2026-01-05T09:30"]],
    ["30 9 * * 0", ["2026-01-04T09:30"]],
    // A day of the month and a day of the week: both. https://github.com/atifaziz/NCrontab/wiki/Crontab-Expression
    ["0 0 0 13 * Fri", ["2026-02-13T00:00", "2026-03-13T00:00", "2026-11-13T00:00"]],
  ];
  for (const [text, times] of examples) {
    it(`evaluates ${text}`, () => assert.deepEqual(next(parseNcrontab(text), times.length), times));
  }

  for (const text of ["invalid", "0 0 2 * *  * *", "0 60 * * * *", "0 0 2 * * 7", "0 0 2 ? * *", "0 0 2 L * *"]) {
    it(`refuses ${text}`, () => {
      const message = `The schedule expression '${text}' was not recognized as a valid cron expression or timespan string.`;

      assert.deepEqual(parseNcrontab(text), { kind: "refusal", message });
    });
  }

  it("says that a range that ends before it begins is not simulated", () => {
    for (const text of ["0 0 22-4 * * *", "0 0 0 * * Fri-Mon"]) assert.equal(parseNcrontab(text).kind, "limit");
  });

  it("says that a time span needs another plan", () => assert.equal(parseNcrontab("24:00:00").kind, "limit"));
});

describe("Cloudflare's cron expressions", () => {
  // https://developers.cloudflare.com/workers/configuration/cron-triggers/#examples
  const examples: readonly (readonly [string, readonly string[]])[] = [
    ["* * * * *", ["2026-01-01T00:01"]],
    ["*/30 * * * *", ["2026-01-01T00:30", "2026-01-01T01:00"]],
    ["45 * * * *", ["2026-01-01T00:45", "2026-01-01T01:45"]],
    ["0 17 * * SUN", ["2026-01-04T17:00"]],
    ["0 17 * * 1", ["2026-01-04T17:00"]],
    ["10 7 * * MON-FRI", ["2026-01-01T07:10", "2026-01-02T07:10", "2026-01-05T07:10"]],
    ["0 15 1 * *", ["2026-01-01T15:00", "2026-02-01T15:00"]],
    ["0 18 * * 6L", ["2026-01-30T18:00", "2026-02-27T18:00"]],
    ["59 23 LW * *", ["2026-01-30T23:59", "2026-02-27T23:59", "2026-03-31T23:59"]],
    // A day of the month and a day of the week: one of them. https://github.com/cloudflare/saffron/blob/main/saffron/src/lib.rs
    ["0 0 13 * FRI", ["2026-01-02T00:00", "2026-01-09T00:00", "2026-01-13T00:00"]],
    ["0 0 * * MON#2", ["2026-01-12T00:00", "2026-02-09T00:00"]],
  ];
  for (const [text, times] of examples) {
    it(`evaluates ${text}`, () => assert.deepEqual(next(parseCloudflareCron(text), times.length), times));
  }

  // https://github.com/cloudflare/workers-sdk/issues/8923
  for (const text of ["* * * * 0", "* * * * 8", "0 22 * *", "0 0 2 * * *", "60 * * * *", "@daily"]) {
    it(`refuses ${text}`, () =>
      assert.deepEqual(parseCloudflareCron(text), { kind: "refusal", message: "invalid cron string" }));
  }

  it("says that ranges over the end of a field are not simulated", () => {
    for (const text of ["0 22-4 * * *", "0 0 * * SAT-SUN", "0 0 1 NOV-FEB *"]) {
      assert.equal(parseCloudflareCron(text).kind, "limit");
    }
  });

  it("says that days before the last are not simulated", () =>
    assert.equal(parseCloudflareCron("0 0 L-3 * *").kind, "limit"));
});
