import type { Capability } from "./behaviour.ts";
import { consumes } from "./consumes/index.ts";
import { http } from "./http/index.ts";
import { schedule } from "./schedule/index.ts";
import { tables } from "./tables/index.ts";

/** All capabilities that have behaviours. */
export const capabilities: readonly Capability[] = [consumes, http, schedule, tables];
