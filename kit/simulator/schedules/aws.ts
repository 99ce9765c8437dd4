import { inZone, type Parsed, readCron, type Timer } from "./timer.ts";

/** The time zone of a schedule, and when rates begin. */
export interface AwsScheduleSettings {
  /** @default "UTC" */
  readonly timeZone?: string;
  /** The start date or the time of creation, in epoch milliseconds. Rates count from here. */
  readonly start: number;
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** Minutes, hours, day of the month, month, day of the week and year: their values and wildcards. */
const grammar = [
  /^[\d,*/-]+$/,
  /^[\d,*/-]+$/,
  /^(?:\?|[\d,*/-]+|L|LW|\d+W)$/,
  /^[\dA-Z,*/-]+$/i,
  /^(?:\?|[1-7A-Z,*/-]+|[1-7]L|[A-Z]{3}L|L|(?:[1-7]|[A-Z]{3})#[1-5])$/i,
  /^(?:\*|(?:19[7-9]\d|2[01]\d\d)(?:[,/-]\d+)*)$/,
];

const refuse = (text: string): Parsed => ({ kind: "refusal", message: `Invalid Schedule Expression ${text}.` });
const accept = (timer: Timer): Parsed => ({ kind: "timer", timer });

/** Steps may begin anywhere: `5/10` is the minutes 5, 15, 25 … Times are those of a zone. */
function parseCron(fields: readonly string[], timeZone: string): Timer | undefined {
  const [minutes = "", hours = "", date = "", month = "", weekday = "", year = ""] = fields;
  if (fields.length !== grammar.length || !grammar.every((pattern, at) => pattern.test(fields[at] ?? "")))
    return undefined;
  // "You can't use * in both the Day-of-month and Day-of-week fields. If you use it in one, you must use ? in the other."
  if ((date === "?") === (weekday === "?")) return undefined;
  // The last day of the week is Saturday.
  const days = weekday.toUpperCase() === "L" ? "7" : weekday;
  const timer = readCron(`0 ${minutes} ${hours} ${date} ${month} ${days} ${year}`, {
    mode: "7-part",
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  return timer && inZone(timer, timeZone, "once");
}

/** A rate is due when it starts, and then at a fixed interval: a day is 24 hours, even when clocks change. */
function parseRate(value: number, unit: number, start: number): Timer | undefined {
  const period = value * unit;
  if (!(period > 0)) return undefined;
  return { next: (after) => (after < start ? start : start + (Math.floor((after - start) / period) + 1) * period) };
}

function parseOnce(text: string, timeZone: string): Timer | undefined {
  const time = Date.parse(`${text}Z`);
  if (Number.isNaN(time)) return undefined;
  return inZone({ next: (after) => (after < time ? time : undefined) }, timeZone, "once");
}

/**
 * EventBridge Scheduler's `cron(…)`, `rate(…)` and `at(…)`. When clocks go forward, skipped times do not run; when
 * they go back, "your schedule runs only once and does not repeat its invocation".
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseAwsSchedule(text: string, { timeZone = "UTC", start }: AwsScheduleSettings): Parsed {
  const [, kind, content = ""] = /^(cron|rate|at)\((.*)\)$/.exec(text) ?? [];
  const [, value, unit = ""] = /^(\d+) (minute|hour|day)s?$/.exec(content) ?? [];
  const timers: Readonly<Record<string, () => Timer | undefined>> = {
    cron: () => parseCron(content.trim().split(/\s+/), timeZone),
    rate: () => parseRate(Number(value), units[unit] ?? Number.NaN, start),
    at: () => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(content) ? parseOnce(content, timeZone) : undefined),
  };
  try {
    const timer = timers[kind ?? ""]?.();
    return timer === undefined ? refuse(text) : accept(timer);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: "refusal", message: "Invalid Schedule Expression Timezone." };
  }
}
