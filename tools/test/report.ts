import type { Ended } from "./area-process.ts";
import type { Area } from "./areas.ts";

/** An area that has been run, with its result. */
export interface Finished {
  readonly folder: string;
  readonly area: Area;
  readonly ended: Ended;
}

/** The numbers of passing, failing and pending tests. A process that did not end properly counts as one failure. */
export interface Totals {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
}

export function totalsOf({ outcome, problem }: Ended): Totals {
  const { passing, failing, pending } = outcome ?? { passing: 0, failing: 0, pending: 0 };
  return { passing, pending, failing: failing + (problem === undefined ? 0 : 1) };
}

/** The failures of all areas in full. For a process that was cut off, only its last output is known. */
export function failuresOf(all: readonly Finished[]): readonly string[] {
  return all.flatMap(({ folder, ended: { outcome, problem, text } }) => {
    const broken = problem === undefined ? [] : [`${problem}\n${outcome === undefined ? text.slice(-4_000) : ""}`];
    const failures = [...broken, ...(outcome?.failures ? [outcome.failures] : [])];
    return failures.length === 0 ? [] : [`${folder}\n\n${failures.join("\n")}`];
  });
}

/** How many areas tell how fast a machine is. */
const areasThatTell = 5;

/** How many times the budgets are needed here by the area in the middle, where that is more than once: machines differ. */
function slownessOf(all: readonly Finished[]): number {
  const times = all.flatMap(({ area: { budget }, ended: { outcome } }) =>
    outcome === undefined ? [] : [outcome.processorSeconds / budget],
  );
  const middle = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 1;
  return times.length < areasThatTell ? 1 : Math.max(1, middle);
}

/** The areas that exceeded their budget, by what a machine as fast as this one needs for all of them. */
export function overBudget(all: readonly Finished[], tolerance: number): readonly string[] {
  const slowness = slownessOf(all);
  return all.flatMap(({ folder, area: { budget }, ended: { outcome } }) => {
    const seconds = outcome?.processorSeconds ?? 0;
    if (seconds <= budget * slowness * tolerance) return [];
    const here = slowness > 1 ? `, on a machine that takes ${slowness.toFixed(1)} times as long` : "";
    const most = `${tolerance} times its budget of ${budget} s${here}`;
    return [`${folder}: ${seconds.toFixed(0)} s of processor time, more than ${most}: see tools/test/areas.ts`];
  });
}

/** The time of each area. */
export function timeTable(all: readonly Finished[]): readonly string[] {
  const rows = all.map(({ folder, area, ended }) => {
    const { passing, failing, pending } = totalsOf(ended);
    const seconds = ended.outcome?.processorSeconds ?? 0;
    return [folder, passing + failing + pending, ended.seconds.toFixed(0), seconds.toFixed(0), area.budget];
  });
  const width = Math.max(...rows.map(([folder]) => String(folder).length));
  return [["area", "tests", "seconds", "processor", "budget"], ...rows].map(([folder, ...numbers]) =>
    [String(folder).padEnd(width), ...numbers.map((number) => String(number).padStart(10))].join(""),
  );
}

/** The totals as mocha prints them, which `.ci/run` parses. */
export function summaryOf(all: readonly Finished[], seconds: number): readonly string[] {
  const sum = { passing: 0, failing: 0, pending: 0 };
  for (const { ended } of all) {
    const totals = totalsOf(ended);
    for (const name of ["passing", "failing", "pending"] as const) sum[name] += totals[name];
  }
  return [
    `  ${sum.passing} passing (${Math.round(seconds / 60)}m)`,
    ...(sum.pending > 0 ? [`  ${sum.pending} pending`] : []),
    ...(sum.failing > 0 ? [`  ${sum.failing} failing`] : []),
  ];
}
