import assert from "node:assert/strict";
import { clouds } from "../../../../kit/spec/clouds.ts";
import { FourfoldError } from "../../../../kit/spec/errors.ts";
import { checkSchedule } from "../../../../kit/spec/triggers/schedule/check.ts";
import type { Schedule } from "../../../../kit/spec/triggers/schedule/schedule.ts";
import { scheduleSemantics } from "../../../../kit/spec/triggers/schedule/semantics.ts";
import { settleSchedule } from "../../../../kit/spec/triggers/schedule/settle.ts";

const where = 'Function "cleanup"';

/** What each cloud is given: its expression, and the time zone that it evaluates it in. */
const translations: readonly (readonly [Schedule, readonly [string, string, string, string], string?])[] = [
  ["every minute", ["cron(* * * * ? *)", "* * * * *", "0 * * * * *", "* * * * *"]],
  ["every 5 minutes", ["cron(0/5 * * * ? *)", "*/5 * * * *", "0 */5 * * * *", "*/5 * * * *"]],
  ["every 30 minutes", ["cron(0,30 * * * ? *)", "0,30 * * * *", "0 0,30 * * * *", "0,30 * * * *"]],
  ["every hour", ["cron(0 * * * ? *)", "0 * * * *", "0 0 * * * *", "0 * * * *"]],
  ["every 6 hours", ["cron(0 0/6 * * ? *)", "0 */6 * * *", "0 0 */6 * * *", "0 */6 * * *"]],
  ["every day", ["cron(0 0 * * ? *)", "0 0 * * *", "0 0 0 * * *", "0 0 * * *"]],
  [{ cron: "0 2 * * mon-fri" }, ["cron(0 2 ? * MON-FRI *)", "0 2 * * MON-FRI", "0 0 2 * * MON-FRI", "0 2 * * MON-FRI"]],
  [{ cron: "0 2 * * Sat-Sun" }, ["cron(0 2 ? * SUN,SAT *)", "0 2 * * SUN,SAT", "0 0 2 * * SUN,SAT", "0 2 * * SUN,SAT"]],
  [
    { cron: "5-25/10 8-18 1,15 jan-mar *" },
    [
      "cron(5,15,25 8-18 1,15 1-3 ? *)",
      "5,15,25 8-18 1,15 1-3 *",
      "0 5,15,25 8-18 1,15 1-3 *",
      "5,15,25 8-18 1,15 1-3 *",
    ],
  ],
  [
    { cron: "0 2 * * mon-fri", timeZone: "Europe/Vienna" },
    ["cron(0 2 ? * MON-FRI *)", "0 2 * * MON-FRI", "0 0 0,1 * * MON-FRI", "0 0,1 * * MON-FRI"],
    "Europe/Vienna",
  ],
  [
    { cron: "0 0 1 * *", timeZone: "Asia/Kolkata" },
    ["cron(0 0 1 * ? *)", "0 0 1 * *", "0 30 18 28-31 * *", "30 18 28-31 * *"],
    "Asia/Kolkata",
  ],
  [
    { cron: "0 22 31 12 *", timeZone: "America/New_York" },
    ["cron(0 22 31 12 ? *)", "0 22 31 12 *", "0 0 2,3 1 1,12 *", "0 2,3 1 1,12 *"],
    "America/New_York",
  ],
];

/** Schedules that are refused, and what the message must say of them. */
const refused: readonly (readonly [string, unknown, RegExp])[] = [
  [
    "a number of minutes that does not divide an hour",
    "every 7 minutes",
    /"every 7 minutes" is not a valid schedule\. Write "every 5 minutes" with 2, 3, 4/,
  ],
  ["a misspelt unit", "every 5 minute", /Did you mean "every 5 minutes"\?/],
  ["one of a unit", "every 1 hours", /Did you mean "every hour"\?/],
  ["four fields", { cron: "0 2 * *" }, /does not have five fields/],
  ["a nickname", { cron: "@daily" }, /does not have five fields/],
  [
    "a minute that is not there",
    { cron: "60 * * * *" },
    /"60" in .* is not a valid minute\. Write minutes from 0 to 59/,
  ],
  ["an hour that is not there", { cron: "0 24 * * *" }, /"24" in .* is not a valid hour/],
  ["a range that ends before it begins", { cron: "30-10 * * * *" }, /"30-10" in .* is not a valid minute/],
  ["a step without a range", { cron: "5/10 * * * *" }, /"5\/10" in .* is not a valid minute/],
  ["the last day of a month", { cron: "0 2 L * *" }, /"L" in .* is not a valid day of the month/],
  ["a question mark", { cron: "0 2 ? * mon" }, /"\?" in .* is not a valid day of the month/],
  ["a month that is not there", { cron: "0 2 1 foo *" }, /"foo" in .* is not a valid month/],
  [
    "weekdays as numbers",
    { cron: "0 2 * * 1-5" },
    /"1-5" in .*: each cloud numbers the days in its own way\. Write names/,
  ],
  ["a weekday of one week", { cron: "0 2 * * mon#2" }, /"mon#2" in .* is not a valid day of the week/],
  [
    "a range of weekdays over the end of a week",
    { cron: "0 2 * * fri-mon" },
    /"fri-mon" in .* is not a valid day of the week/,
  ],
  [
    "a day of the month with a day of the week",
    { cron: "0 2 13 * fri" },
    /has a day of the month and a day of the week/,
  ],
  ["a day that does not exist", { cron: "0 2 31 2,4,6 *" }, /never matches: none of its months has such a day/],
  [
    "an unknown time zone",
    { cron: "0 2 * * *", timeZone: "Europe/Viena" },
    /"Europe\/Viena" is not a known time zone\. Write "Europe\/Vienna"\./,
  ],
  ["a time zone in small letters", { cron: "0 2 * * *", timeZone: "europe/vienna" }, /Write "Europe\/Vienna"\./],
  ["an offset for a time zone", { cron: "0 2 * * *", timeZone: "+02:00" }, /is not a known time zone/],
];

describe("schedules", () => {
  for (const [schedule, expressions, timeZone = "UTC"] of translations) {
    it(`writes ${JSON.stringify(schedule)} in the language of every cloud`, () => {
      const settled = clouds.map((cloud) => settleSchedule(schedule, cloud, where));

      assert.deepEqual(
        settled.map(({ expression }) => expression),
        expressions,
      );
      assert.deepEqual(
        settled.map((one) => one.timeZone),
        [timeZone, timeZone, "UTC", "UTC"],
      );
    });
  }

  for (const [what, schedule, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => checkSchedule(schedule as Schedule, where),
        (error) =>
          error instanceof FourfoldError &&
          error.code === "ERR_SPEC" &&
          message.test(error.message) &&
          error.message.startsWith(`${where}: `),
      );
    });
  }

  it("takes names of the tz database that platforms know by another name", () => {
    for (const timeZone of ["Asia/Kolkata", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Etc/UTC"]) {
      assert.doesNotThrow(() => checkSchedule({ cron: "0 2 * * *", timeZone }, where));
    }
  });

  it("leaves the decision to the function only where the cloud cannot make it", () => {
    const gates = (schedule: Schedule) =>
      clouds.map((cloud) => settleSchedule(schedule, cloud, where).gate !== undefined);

    assert.deepEqual(gates({ cron: "0 2 * * *", timeZone: "Europe/Vienna" }), [false, false, true, true]);
    assert.deepEqual(gates({ cron: "0 2 * * *", timeZone: "Etc/UTC" }), [false, false, true, false]);
    assert.deepEqual(gates("every day"), [false, false, true, false]);
  });

  it("has gates that travel as JSON, in a few hundred bytes", () => {
    const { gate } = settleSchedule({ cron: "*/5 8-18 * * mon-fri", timeZone: "Europe/Vienna" }, "cloudflare", where);

    assert.deepEqual(JSON.parse(JSON.stringify(gate)), gate);
    assert.ok(JSON.stringify(gate).length < 300);
  });

  it("says what changes of clocks do, if they touch a time", () => {
    const night = clouds.map(
      (cloud) => settleSchedule({ cron: "30 2 * * *", timeZone: "Europe/Vienna" }, cloud, where).notes,
    );
    const day = clouds.map(
      (cloud) => settleSchedule({ cron: "30 9 * * *", timeZone: "Europe/Vienna" }, cloud, where).notes,
    );

    assert.deepEqual(
      night.map((notes) => notes.length),
      [2, 2, 3, 3],
    );
    assert.deepEqual(
      day.map((notes) => notes.length),
      [0, 0, 1, 1],
    );
    assert.match(night[0]?.[1] ?? "", /put back over one of its times, the run happens once/);
    assert.match(night[1]?.[1] ?? "", /Google promises nothing/);
    assert.match(day[2]?.[0] ?? "", /azure knows only UTC, so its timer calls at "0 30 7,8 \* \* \*"/);
  });

  it("says nothing where nothing differs", () => {
    for (const cloud of clouds) assert.deepEqual(settleSchedule("every 5 minutes", cloud, where).notes, []);
  });

  it("cites a vendor's page for whatever a cloud does", () => {
    for (const cloud of clouds) {
      for (const { text, source } of Object.values(scheduleSemantics[cloud])) {
        assert.match(
          source,
          /^https:\/\/(?:docs\.aws\.amazon\.com|cloud\.google\.com|learn\.microsoft\.com|developers\.cloudflare\.com)\//,
        );
        assert.doesNotMatch(text, /\.$/);
      }
    }
  });
});
