import { FourfoldError } from "../../errors.ts";
import { nearest } from "../../shapes/nearest.ts";
import { parseCron } from "./parse.ts";
import { divisors, type Fields, type Schedule } from "./schedule.ts";
import { checkTimeZone } from "./time-zone.ts";

/** A normalized schedule: the minutes, and the time zone whose clocks show them. */
export interface ParsedSchedule {
  readonly fields: Fields;
  readonly timeZone: string;
}

/** Each interval as a cron expression in UTC. */
const intervals: ReadonlyMap<string, string> = new Map([
  ["every minute", "* * * * *"],
  ...divisors.minutes.map((minutes) => [`every ${minutes} minutes`, `*/${minutes} * * * *`] as const),
  ["every hour", "0 * * * *"],
  ...divisors.hours.map((hours) => [`every ${hours} hours`, `0 */${hours} * * *`] as const),
  ["every day", "0 0 * * *"],
]);

function cronOf(interval: string, where: string): string {
  const cron = intervals.get(interval);
  if (cron !== undefined) return cron;
  const meant = nearest(interval.replace(" 1 ", " "), [...intervals.keys()]);
  const isSameNumber = meant?.replace(/\D/g, "") === interval.replace(" 1 ", " ").replace(/\D/g, "");
  const hint = isSameNumber ? `Did you mean "${meant}"? ` : "";
  throw new FourfoldError("ERR_SPEC", {
    where,
    what: `${JSON.stringify(interval)} is not a valid schedule.`,
    fix: `${hint}Write "every 5 minutes" with ${divisors.minutes.join(", ")} minutes, "every 2 hours" with ${divisors.hours.join(", ")} hours, "every minute", "every hour" or "every day": divisors of an hour or a day. Or write a cron expression: { cron: "0 2 * * mon-fri" }.`,
  });
}

/**
 * The minutes and the time zone of a schedule.
 * @param where - What it belongs to, as errors name it: `Function "cleanup"`.
 * @throws FourfoldError `ERR_SPEC`
 */
export function parseSchedule(schedule: Schedule, where: string): ParsedSchedule {
  if (typeof schedule === "string") return { fields: parseCron(cronOf(schedule, where), where), timeZone: "UTC" };
  const { cron, timeZone } = schedule;
  if (timeZone !== undefined) checkTimeZone(timeZone, where);
  return { fields: parseCron(cron, where), timeZone: timeZone ?? "UTC" };
}

/**
 * Refuses a schedule that is misspelt, never runs, or means different things on different clouds.
 * @param where - What it belongs to, as errors name it: `Function "cleanup"`.
 * @throws FourfoldError `ERR_SPEC` with what is wrong and what to write instead.
 */
export function checkSchedule(schedule: Schedule, where: string): void {
  parseSchedule(schedule, where);
}
