import type { Benchmark } from "../benchmark.ts";
import { inProcess, inProcessor } from "./in-process.ts";
import { coldSending } from "./sending/index.ts";
import { size } from "./size.ts";
import { coldStoring } from "./storing/index.ts";
import { wholeProcess } from "./whole-process.ts";

/** Cold path of the same HTTP work: parse JSON, validate it, answer JSON; then also call other services. */
export const cold: readonly Benchmark[] = [
  ...[size, inProcess, inProcessor, wholeProcess],
  ...[...coldSending, ...coldStoring],
];
