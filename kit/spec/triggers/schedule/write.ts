import type { Fields } from "./schedule.ts";

const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** How a cloud writes each n-th value, beginning with the first. */
type Step = (first: number, step: number) => string;

/** The common difference of neighbouring values, if they have one and reach from the first to the last possible value. */
function stepOf(values: readonly number[], first: number, last: number): number | undefined {
  const [start = last, second = start] = values;
  const step = second - start;
  const isEven = values.every((value, at) => value === first + at * step);
  return values.length > 2 && step > 1 && isEven && first + values.length * step > last ? step : undefined;
}

/** Values as a list, with three neighbours and more as a range. */
function writeList(values: readonly number[], name: (value: number) => string): string {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  const texts = runs.map((run) => run.map(name));
  return texts.flatMap((run) => (run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run)).join(",");
}

/**
 * The five fields of an expression, in their usual order. The same minutes are the same text, however they were asked for.
 * Weekdays are names, whose order from SUN to SAT is the same wherever numbers differ.
 */
export function writeFields(
  fields: Fields,
  step: Step = (_, by) => `*/${by}`,
): readonly [string, string, string, string, string] {
  const write = (values: readonly number[] | undefined, first: number, last: number) => {
    if (values === undefined) return "*";
    const by = stepOf(values, first, last);
    return by === undefined ? writeList(values, String) : step(first, by);
  };
  return [
    write(fields.minutes, 0, 59),
    write(fields.hours, 0, 23),
    write(fields.days, 1, 31),
    write(fields.months, 1, 12),
    fields.weekdays === undefined ? "*" : writeList(fields.weekdays, (weekday) => weekdayNames[weekday] ?? ""),
  ];
}
