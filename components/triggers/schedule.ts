import { FourfoldError, type Interval, type Schedule } from "fourfold";

/** When a function runs: either `every` or `cron`. */
export interface TimesArgs {
  /** How often, in UTC: `"every 5 minutes"`, `"every 6 hours"`, `"every day"`. Divisors of an hour or a day. @default none */
  every?: string;
  /** At the times of a cron expression of five fields, days of the week by name: `"0 2 * * mon-fri"`. @default none */
  cron?: string;
  /** The IANA time zone of `cron`: `"Europe/Vienna"`. @default "UTC" */
  timeZone?: string;
}

/**
 * A schedule as the spec has it. Other languages have no type for either an interval or an expression.
 * @throws FourfoldError `ERR_ARGUMENT` unless it has exactly one of them.
 */
export function toSchedule({ every, cron, timeZone }: TimesArgs, where: string): Schedule {
  if (every !== undefined && cron === undefined && timeZone === undefined) return every as Interval;
  if (cron !== undefined && every === undefined) return { cron, ...(timeZone === undefined ? {} : { timeZone }) };
  throw new FourfoldError("ERR_ARGUMENT", {
    where,
    what: "`schedule` must have either `every` or `cron`, and a time zone only with `cron`.",
    fix: 'Write `{ every: "every 5 minutes" }` or `{ cron: "0 2 * * *", timeZone: "Europe/Vienna" }`.',
  });
}

/** A schedule as components take it: without unions, which other languages do not have. */
export function lowerSchedule(schedule: Schedule): TimesArgs {
  return typeof schedule === "string" ? { every: schedule } : { ...schedule };
}
