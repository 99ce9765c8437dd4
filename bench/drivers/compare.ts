import type { Benchmark, Claim, Series } from "../benchmark.ts";
import { pairedRatio, quantile } from "../statistics.ts";
import type { Comparison, Spent, Subject, Task } from "./contract.ts";
import { type Measured, measure } from "./measure.ts";

/** What is told of each round. */
export interface Figure {
  /** @default it is the only one of its benchmark */
  readonly title?: string;
  of(spent: Spent, task: Task): number;
  /** Which of two is better. */
  readonly better: "less" | "more";
}

/** How long a caller waits. */
export const waiting: readonly Figure[] = [
  { title: "median", of: ({ calls }) => quantile(calls, 0.5), better: "less" },
  { title: "99th percentile", of: ({ calls }) => quantile(calls, 0.99), better: "less" },
];

/** What a call costs the function itself, in microseconds. */
export const processorTime: Figure = {
  of: ({ processor = Number.NaN }, { calls }) => processor / calls,
  better: "less",
};

/** Drivers of ours beside other clients of the same services. */
export interface DriverComparison extends Pick<Benchmark, "title" | "unit">, Pick<Claim, "kept"> {
  readonly comparisons: readonly Comparison[];
  /** In their order: one may need what another has left. */
  readonly tasks: readonly Task[];
  readonly figures: readonly Figure[];
  /** What is claimed, before the other client: `not slower than`. */
  readonly claim: string;
  /** Of which comparisons. @default all */
  readonly claimedOf?: readonly Comparison[];
  readonly notes: readonly string[];
}

/** A task as it is measured, and one of its figures. */
interface Cell {
  readonly task: Task;
  readonly figure: Figure;
  readonly measured: Measured | undefined;
}

/** The client, where the service is known. */
export const clientOf = ({ label }: Pick<Subject, "label">): string => label.replace(/^.*?: /, "");

const titleOf = ({ task: { operation }, figure: { title } }: Cell): string =>
  [`\`${operation}\``, title].filter((each) => each !== undefined).join(", ");

const valuesOf = ({ task, figure, measured }: Cell, subject: Subject): readonly number[] =>
  (measured?.get(subject) ?? []).map((spent) => figure.of(spent, task));

function seriesOf(cell: Cell, { ours, theirs }: Comparison): readonly Series[] {
  return [ours, theirs].map((subject) => ({
    label: `${subject.label}, ${titleOf(cell)}`,
    values: valuesOf(cell, subject),
  }));
}

function claimOf(cell: Cell, { ours, theirs }: Comparison, { claim, kept }: DriverComparison): Claim {
  const [one, other] = cell.figure.better === "less" ? [ours, theirs] : [theirs, ours];
  return {
    text: `${ours.label}, ${titleOf(cell)}: ${claim} ${clientOf(theirs)}`,
    measured: pairedRatio(valuesOf(cell, one), valuesOf(cell, other)),
    atMost: 1,
    kept,
  };
}

/** A benchmark that calls each service by our driver and by the other client, by turns. */
export function compareDrivers(compared: DriverComparison): Benchmark {
  const { title, unit, comparisons, tasks, figures, claimedOf = comparisons, notes } = compared;
  return {
    title,
    unit,
    async run(quick) {
      const measured = await measure(tasks, quick, comparisons);
      const cells = tasks.flatMap((task, at) => figures.map((figure) => ({ task, figure, measured: measured[at] })));
      return {
        series: cells.flatMap((cell) => comparisons.flatMap((each) => seriesOf(cell, each))),
        claims: cells.flatMap((cell) => claimedOf.map((each) => claimOf(cell, each, compared))),
        notes,
      };
    },
  };
}
