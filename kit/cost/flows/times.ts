import { Cron, CronPattern } from "croner";
import { hoursPerMonth } from "../prices/allowances.ts";

/** How a vendor writes days of the week: as numbers from 0 on, or from 1 on. Sunday is the first. */
interface Dialect {
  readonly weekdaysFromOne: boolean;
}

/** A year like most others. */
const year = { from: new Date("2025-12-31T23:59:59Z"), days: 365 };

const isAny = (field: string): boolean => field === "*";

const counted = (table: readonly number[]): number => table.filter((isSet) => isSet !== 0).length;

/** The days of a year that fields name. Only those that the library has to look for cost time. */
function daysOf(fields: readonly [string, string, string], options: { readonly alternativeWeekdays: boolean }): number {
  if (fields.every(isAny)) return year.days;
  const cron = new Cron(["0", "0", ...fields].join(" "), { ...options, mode: "5-part", utcOffset: 0, paused: true });
  return cron.nextRuns(year.days, year.from).filter((day) => day.getUTCFullYear() === 2026).length;
}

/**
 * How often a cron expression is due in a month. Its zone does not matter: a year has each time of the day as often.
 *
 * @param expression - Five fields: `30 2 * * MON-FRI`.
 * @returns `undefined` when it is not one.
 */
export function runsOfCron(expression: string, { weekdaysFromOne }: Dialect): number | undefined {
  const fields = expression
    .trim()
    .split(/\s+/)
    .map((field) => (field === "?" ? "*" : field));
  const [minutes = "", hours = "", days = "", months = "", weekdays = "", ...others] = fields;
  if (weekdays === "" || others.length > 0) return undefined;
  try {
    const { minute, hour } = new CronPattern(`${minutes} ${hours} * * *`, undefined, {
      ...{ mode: "5-part", sloppyRanges: true },
    });
    const perDay = counted(minute) * counted(hour);
    return (perDay * daysOf([days, months, weekdays], { alternativeWeekdays: weekdaysFromOne })) / 12;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The hours of each unit of a rate. */
const hoursOf: ReadonlyMap<string, number> = new Map([
  ["minute", 1 / 60],
  ["hour", 1],
  ["day", 24],
]);

/** How often something is due in a month that happens each so many minutes, hours or days. `undefined`: there is no such unit. */
export function runsOfRate(every: number, unit: string): number | undefined {
  const hours = hoursOf.get(unit.replace(/s$/, ""));
  return hours === undefined || every <= 0 ? undefined : hoursPerMonth / (every * hours);
}
