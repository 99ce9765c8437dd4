import type { Benchmark } from "../benchmark.ts";
import { bundling } from "./bundling/index.ts";
import { evaluating } from "./evaluating/index.ts";

/** What a set costs that grows to a thousand functions. */
export const scale: readonly Benchmark[] = [evaluating, bundling];
