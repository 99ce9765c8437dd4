/** The numbers of minutes and hours that divide an hour and a day, so that the time between two runs is always the same. */
export const divisors = { minutes: [2, 3, 4, 5, 6, 10, 12, 15, 20, 30], hours: [2, 3, 4, 6, 8, 12] } as const;

/**
 * A run every so often, counted in UTC: `"every 5 minutes"` is at :00, :05, :10 …, `"every 6 hours"` at 00:00, 06:00, 12:00 and
 * 18:00, `"every day"` at 00:00. Only divisors of an hour or a day: with any other number the last interval would be shorter.
 */
export type Interval =
  | "every minute"
  | `every ${(typeof divisors.minutes)[number]} minutes`
  | "every hour"
  | `every ${(typeof divisors.hours)[number]} hours`
  | "every day";

/** Runs at the times that a cron expression names. */
export interface CronSchedule {
  /**
   * Minute, hour, day of the month, month and day of the week: `"0 2 * * mon-fri"`. Each is `*`, a number, a range (`8-18`), a list
   * (`0,30`) or a step (every 15th: `0-59/15`). Months may be names; days of the week must be names, since each cloud counts them differently.
   * A day of the month and a day of the week cannot be given together: clouds disagree on what that means.
   */
  readonly cron: string;
  /**
   * The IANA time zone of the expression: `"Europe/Vienna"`. When its clocks are put forward, runs in the hour that is left out
   * are skipped; when they are put back, runs in the hour that is repeated happen once.
   * @default "UTC"
   */
  readonly timeZone?: string;
}

/** When a function runs: every so often, or at the times of a cron expression. At most once a minute. */
export type Schedule = Interval | CronSchedule;

/**
 * The minutes that a cron expression names. A field that is left out matches any value: no `hours` is every hour. Never days and
 * weekdays together. Days and months count from 1, weekdays from 0, which is Sunday.
 */
export interface Fields {
  readonly minutes?: readonly number[];
  readonly hours?: readonly number[];
  readonly days?: readonly number[];
  readonly months?: readonly number[];
  readonly weekdays?: readonly number[];
}

/**
 * {@link Fields} as small as they can be: minutes, hours, days, months, weekdays; null is any.
 */
export type Times = readonly (readonly number[] | null)[];

/** What the run time needs to decide which calls of a cloud's timer are runs. Plain JSON: it is part of the function's code. */
export interface Gate {
  /** When the cloud's timer calls, in UTC. */
  readonly timer: Times;
  /** Which of these minutes are runs, in a zone's own time. @default all of them */
  readonly local?: { readonly timeZone: string; readonly times: Times };
}

/** What a cloud is given for a schedule. */
export interface SettledSchedule {
  /** The times in the cloud's own language: `cron(0 2 ? * MON-FRI *)`, `0 2 * * MON-FRI`, `0 0 2 * * MON-FRI`. */
  readonly expression: string;
  /** The IANA time zone that the cloud evaluates it in. */
  readonly timeZone: string;
  /** What the run time has to decide, if anything. */
  readonly gate: Gate | undefined;
  /** What differs from what was asked for, as sentences to be printed at preview. */
  readonly notes: readonly string[];
}
