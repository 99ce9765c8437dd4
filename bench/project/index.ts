import type { Benchmark } from "../benchmark.ts";
import { edits } from "./edits.ts";
import { evaluation } from "./evaluation.ts";
import { memory } from "./memory.ts";
import { start } from "./start.ts";
import { types } from "./types.ts";

/** What developers of the project wait for. */
export const project: readonly Benchmark[] = [start, edits, memory, evaluation, types];
