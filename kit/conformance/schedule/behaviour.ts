import type { Behaviour, Group } from "../behaviour.ts";
import type { ScheduleTarget } from "./target.ts";

/** One thing that scheduled functions do on every cloud alike, or as `scheduleSemantics` says of a cloud. */
export type ScheduleBehaviour = Behaviour<ScheduleTarget>;

/** The sets that are deployed, each once on each cloud. */
export type Deployment = "timetable" | "changes";

/**
 * Behaviours of what one of the sets deploys. Time does not come back: they are tried in their order, and each is about functions
 * and times of its own.
 */
export interface ScheduleGroup extends Group<ScheduleBehaviour> {
  readonly deployment: Deployment;
}
