import type { Benchmark } from "../benchmark.ts";
import { analysing } from "./analysing.ts";
import { booting } from "./booting.ts";
import { costing } from "./costing.ts";

/** What a program is held to: the start of the policy pack, its answers, and estimates. */
export const policies: readonly Benchmark[] = [booting, analysing, costing];
