import type { Behaviour, Group } from "../behaviour.ts";
import type { ScheduleTarget } from "./target.ts";

/** One thing that scheduled functions do in the same way on every cloud, or as `scheduleSemantics` says for a cloud. */
export type ScheduleBehaviour = Behaviour<ScheduleTarget>;

/** The sets that are deployed, each once on each cloud. */
export type Deployment = "timetable" | "changes";

/**
 * Behaviours of one of the deployed sets. Time cannot go back: they run in their order, and each has functions and times of its
 * own.
 */
export interface ScheduleGroup extends Group<ScheduleBehaviour> {
  readonly deployment: Deployment;
}
