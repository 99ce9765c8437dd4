import type { Benchmark } from "../benchmark.ts";
import { inProcess, inProcessor } from "./in-process.ts";
import { sizeOfSending } from "./sending/size.ts";
import { importOfSending, startOfSending } from "./sending/start.ts";
import { size } from "./size.ts";
import { wholeProcess } from "./whole-process.ts";

/** Cold path of the same HTTP work: parse JSON, validate it, answer JSON. */
export const cold: readonly Benchmark[] = [
  ...[size, inProcess, inProcessor, wholeProcess],
  ...[sizeOfSending, startOfSending, importOfSending],
];
