import type { Benchmark } from "../benchmark.ts";
import { bundling } from "./bundling/index.ts";
import { evaluating } from "./evaluating/functions.ts";
import { evaluatingResources } from "./evaluating/resources.ts";

/** The cost of a set that grows to a thousand functions. */
export const scale: readonly Benchmark[] = [evaluating, evaluatingResources, bundling];
