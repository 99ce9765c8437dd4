import assert from "node:assert/strict";
import { Cron } from "croner";
import fc from "fast-check";
import { dueTime, isDue } from "../../../../kit/runtime/triggers/schedule/gate.ts";
import { parseAwsSchedule } from "../../../../kit/simulator/schedules/aws.ts";
import { parseCloudflareCron } from "../../../../kit/simulator/schedules/cloudflare.ts";
import { parseGoogleSchedule } from "../../../../kit/simulator/schedules/google.ts";
import { parseNcrontab } from "../../../../kit/simulator/schedules/ncrontab.ts";
import type { Parsed, Timer } from "../../../../kit/simulator/schedules/timer.ts";
import type { PerCloud } from "../../../../kit/spec/clouds.ts";
import type { CronSchedule, SettledSchedule } from "../../../../kit/spec/triggers/schedule/schedule.ts";
import { settleSchedule } from "../../../../kit/spec/triggers/schedule/settle.ts";
import { runs } from "../../../support/sample.ts";

const minute = 60_000;
const hour = 60 * minute;

const zones = [
  "Europe/Vienna",
  "America/New_York",
  "Australia/Lord_Howe", // Changes by half an hour.
  "Antarctica/Troll", // Changes by two hours.
  "Pacific/Chatham", // 12:45 and 13:45 east of UTC.
  "America/St_Johns", // 3:30 and 2:30 west of it.
  "Pacific/Kiritimati", // A day ahead of it.
  "Asia/Kolkata",
  "UTC",
];

/** What the clocks of a zone show, read as UTC: by a locale that writes ISO dates, unlike the code that is tested. */
function wallClock(timeZone: string): (time: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return (time) => Date.parse(`${format.format(time).replace(" ", "T")}Z`);
}

/** Hours of 2026 and 2027 in which a zone's clocks change. */
function changesOf(timeZone: string): readonly number[] {
  const shown = wallClock(timeZone);
  const changesWithin = (length: number) => (time: number) => shown(time + length) - shown(time) !== length;
  const days = Array.from({ length: 2 * 365 }, (_, at) => Date.UTC(2026, 0) + at * 24 * hour);
  const hours = (start: number) => Array.from({ length: 24 }, (_, at) => start + at * hour);
  return days.filter(changesWithin(24 * hour)).flatMap((start) => hours(start).filter(changesWithin(hour)));
}

const ends = [Date.UTC(2027, 0), Date.UTC(2027, 2), Date.UTC(2028, 2), Date.UTC(2026, 4), Date.UTC(2026, 9)];
const places = zones.map((timeZone) => ({ timeZone, instants: [...changesOf(timeZone), ...ends] }));

interface Window {
  readonly from: number;
  readonly until: number;
}

/** The instants at which clocks show the times of the user's own expression, as the library evaluates it. */
function expected({ cron, timeZone = "UTC" }: CronSchedule, { from, until }: Window, repeated: "once" | "twice") {
  const shown = wallClock(timeZone);
  const expression = new Cron(cron, { mode: "5-part", utcOffset: 0 });
  const times = new Set<number>();
  const first = shown(from) - 3 * hour - minute;
  for (let next = expression.nextRun(new Date(first)); next !== null && next.getTime() < shown(until) + 3 * hour; ) {
    times.add(next.getTime());
    next = expression.nextRun(next);
  }
  const seen = new Set<number>();
  const due: number[] = [];
  for (let time = from - 4 * hour; time < until; time += minute) {
    const wall = shown(time);
    if (times.has(wall) && time >= from && (repeated === "twice" || !seen.has(wall))) due.push(time);
    seen.add(wall);
  }
  return due;
}

function timerOf(parsed: Parsed): Timer {
  assert.equal(parsed.kind, "timer", JSON.stringify(parsed));
  return parsed.kind === "timer" ? parsed.timer : assert.fail();
}

function calls(timer: Timer, { from, until }: Window): readonly number[] {
  const times: number[] = [];
  for (let next = timer.next(from - 1); next !== undefined && next < until; next = timer.next(next)) times.push(next);
  return times;
}

/** What runs when a cloud's own scheduler evaluates what it was given, and the function decides where it has to. */
const runsOn: PerCloud<(settled: SettledSchedule, window: Window) => readonly number[]> = {
  aws: ({ expression, timeZone }, window) =>
    calls(timerOf(parseAwsSchedule(expression, { timeZone, start: window.from })), window),
  gcp: ({ expression, timeZone }, window) => calls(timerOf(parseGoogleSchedule(expression, timeZone)), window),
  azure: ({ expression, gate }, window) => {
    assert.ok(gate !== undefined);
    const called = calls(timerOf(parseNcrontab(expression)), window);
    return called.flatMap((time, at) => {
      const before = called[at - 1];
      const last = before === undefined ? undefined : new Date(before + 700);
      const due = dueTime(gate, { now: new Date(time + (at % 2 === 0 ? 20_000 : -800)), last });
      return due === undefined ? [] : [due.getTime()];
    });
  },
  cloudflare: ({ expression, gate }, window) =>
    calls(timerOf(parseCloudflareCron(expression)), window).filter((time) => !gate || isDue(gate, new Date(time))),
};

const field = (first: number, last: number) => {
  const number = fc.integer({ min: first, max: last });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: last });
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant("*") },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
    { weight: 1, arbitrary: fc.tuple(range, step).map(([text, by]) => `${text}/${by}`) },
    { weight: 3, arbitrary: fc.array(fc.oneof(number.map(String), range), { minLength: 1, maxLength: 3 }).map(String) },
  );
};

const weekdays = fc
  .subarray(["sun", "mon", "tue", "wed", "thu", "fri", "sat", "mon-fri", "sat-sun", "sun-thu"], { minLength: 1 })
  .map(String);
const dates = fc.oneof(
  fc.constant("* * *"),
  weekdays.map((text) => `* * ${text}`),
  fc.tuple(field(1, 31), field(1, 12)).map(([days, months]) => `${days} ${months} *`),
  fc.constantFrom("1 * *", "31 * *", "28-29 2 *", "1 3 *", "31 12 *"),
);
const crons = fc.tuple(field(0, 59), field(0, 23), dates).map((fields) => fields.join(" "));

const cases = fc.constantFrom(...places).chain(({ timeZone, instants }) =>
  fc.record({
    schedule: crons.map((cron) => ({ cron, timeZone })),
    from: fc.tuple(fc.constantFrom(...instants), fc.integer({ min: -16, max: -4 })).map(([at, by]) => at + by * hour),
  }),
);

/** No such day: the spec refuses these, which has its own tests. */
const comes = ({ cron }: CronSchedule) => new Cron(cron, { mode: "5-part", utcOffset: 0 }).nextRun() !== null;

describe("translated schedules", function () {
  this.timeout(300_000);

  for (const [cloud, run] of Object.entries(runsOn) as [keyof typeof runsOn, (typeof runsOn)["aws"]][]) {
    it(`run on ${cloud} exactly when the clocks of their zone show the user's times`, () => {
      fc.assert(
        fc.property(cases, ({ schedule, from }) => {
          fc.pre(comes(schedule));
          const window = { from, until: from + 26 * hour };

          const settled = settleSchedule(schedule, cloud, "A function");

          const repeated = cloud === "gcp" ? "twice" : "once";
          assert.deepEqual(run(settled, window), expected(schedule, window, repeated), settled.expression);
        }),
        runs(200, 25),
      );
    });
  }

  it("run late on Azure for the last time that was missed", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 20 * 60 }), ({ schedule, from }, downtime) => {
        fc.pre(comes(schedule));
        const window = { from, until: from + downtime * minute };
        const { gate } = settleSchedule(schedule, "azure", "A function");
        assert.ok(gate !== undefined);

        const due = dueTime(gate, { now: new Date(window.until - minute), last: new Date(from - minute) });

        assert.equal(due?.getTime(), expected(schedule, window, "once").at(-1));
      }),
      runs(200, 25),
    );
  });
});
