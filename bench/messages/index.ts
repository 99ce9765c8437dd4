import type { Benchmark } from "../benchmark.ts";
import { latency } from "./latency.ts";
import { processorTime } from "./processor-time.ts";
import { throughput } from "./throughput.ts";

/** Sending through our drivers, and by what vendors offer, to the same simulated clouds. */
export const messages: readonly Benchmark[] = [latency, throughput, processorTime];
