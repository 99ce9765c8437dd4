import type { Fields } from "./schedule.ts";

const hour = 60;
const day = 24 * hour;

const all = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);
const every = { minutes: all(0, 59), hours: all(0, 23), days: all(1, 31), months: all(1, 12), weekdays: all(0, 6) };

/** Sorted values without repetitions; left out when they are all there are. */
function pick<K extends keyof Fields>(key: K, values: readonly number[]): Pick<Fields, K> | undefined {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b);
  const picked: Fields = { [key]: sorted };
  return sorted.length === every[key].length ? undefined : picked;
}

/** The days of a month that may be the day before or after one: the last days of the month before, the first of the month after. */
function neighbours(date: number, shift: number): readonly number[] {
  if (shift < 0) return date === 1 ? [28, 29, 30, 31] : [date - 1];
  if (shift > 0) return date < 28 ? [date + 1] : [date + 1, 1].filter((other) => other <= 31);
  return [date];
}

/** The dates of fields, moved by any of some numbers of days. */
function moveDates(fields: Fields, shifts: readonly number[]): Fields {
  const { days, months, weekdays } = fields;
  const around = (value: number, size: number) => (value + size) % size;
  const crosses = (shift: number) =>
    (days ?? every.days).some((date) => (shift < 0 ? date === 1 : shift > 0 && date >= 28));
  const moves = [0, ...shifts.filter(crosses)];
  return {
    ...(days &&
      pick(
        "days",
        shifts.flatMap((shift) => days.flatMap((date) => neighbours(date, shift))),
      )),
    ...(months &&
      pick(
        "months",
        moves.flatMap((by) => months.map((month) => around(month - 1 + by, 12) + 1)),
      )),
    ...(weekdays &&
      pick(
        "weekdays",
        shifts.flatMap((by) => weekdays.map((weekday) => around(weekday + by, 7))),
      )),
  };
}

/**
 * The minutes in UTC that local ones may be, for every offset that their zone has: more than asked for, never less. A cron
 * expression cannot say "23:30 and 00:00", only "hours 23 and 0, minutes 30 and 0".
 * @param offsets - Minutes east of UTC.
 */
export function inUtc(local: Fields, offsets: readonly number[]): Fields {
  const times = offsets.flatMap((offset) =>
    (local.hours ?? every.hours).flatMap((hours) =>
      (local.minutes ?? every.minutes).map((minutes) => hours * hour + minutes - offset),
    ),
  );
  const inDay = times.map((time) => (time + 2 * day) % day);
  const shifts = [...new Set(times.map((time) => Math.floor(time / day)))];
  return {
    ...pick(
      "minutes",
      inDay.map((time) => time % hour),
    ),
    ...pick(
      "hours",
      inDay.map((time) => Math.floor(time / hour)),
    ),
    ...moveDates(local, shifts),
  };
}
