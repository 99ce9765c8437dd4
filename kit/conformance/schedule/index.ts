import type { Capability } from "../behaviour.ts";
import type { ScheduleBehaviour, ScheduleGroup } from "./behaviour.ts";
import { changes } from "./behaviours/changes.ts";
import { failures, timeouts } from "./behaviours/failures.ts";
import { runs } from "./behaviours/runs.ts";
import { calendar, times } from "./behaviours/times.ts";

/** All in the order of their times. */
export const groups: readonly ScheduleGroup[] = [runs, failures, times, timeouts, calendar, changes];

/** What scheduled functions do, where a test can let time pass. */
export const schedule: Capability<ScheduleBehaviour> = { name: "schedule", title: "scheduled functions", groups };
