import type { Benchmark } from "../benchmark.ts";
import { compareDrivers, type Figure, processorTime, waiting } from "../drivers/compare.ts";
import type { Task } from "../drivers/contract.ts";
import { sameWork } from "./notes.ts";
import { comparisons, onNode } from "./subjects.ts";

/** Items are put before they are read. */
const operations = ["put", "get", "query", "increment"] as const;

const tasksWith = (parallel: number): readonly Task[] =>
  operations.map((operation) => ({ operation, calls: 200, parallel }));

/** How long the caller of one operation waits. */
const latency = compareDrivers({
  title: "Calling a table of a simulated cloud, one operation after another",
  unit: "ms",
  ...{ comparisons: onNode, tasks: tasksWith(1), figures: waiting },
  ...{ claim: "not slower than", kept: false },
  notes: ["200 calls in each round. A Worker's clock counts whole milliseconds: D1 is not measured.", ...sameWork],
});

const perSecond: Figure = { of: ({ whole }, { calls }) => (calls * 1_000) / whole, better: "more" };

/** How many operations one process has done. */
const throughput = compareDrivers({
  title: "Operations per second on a table of a simulated cloud",
  unit: "operations/s",
  ...{ comparisons, tasks: tasksWith(8), figures: [perSecond] },
  ...{ claim: "an operation takes no longer than by", kept: false },
  notes: ["8 calls under way, 200 in each round.", ...sameWork],
});

/** What an operation costs the function itself. */
const processor = compareDrivers({
  title: "Processor time of an operation on a table",
  unit: "µs",
  ...{ comparisons: onNode, tasks: tasksWith(8), figures: [processorTime] },
  ...{ claim: "not more than", kept: true },
  notes: [
    "All threads of the process that calls, not of the simulator. This repeats on a busy machine too.",
    ...sameWork,
  ],
});

/** Tables through our drivers, and by what vendors offer, on the same simulated clouds. */
export const tables: readonly Benchmark[] = [latency, throughput, processor];
