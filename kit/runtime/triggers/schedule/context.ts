import type { InvocationContext } from "../../invocation.ts";

/** What a scheduled handler knows of the run that it is called for. A run that is late fails. */
export interface ScheduleContext extends InvocationContext {
  /**
   * The time that the run is for, to the minute; the run itself begins a little later. Every attempt of the same run has the
   * same: with it, work can be done once. https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
   */
  readonly scheduledTime: Date;
}

/** What runs at the times of a schedule. What it throws, or rejects with, makes the run a failed one. */
export type ScheduledHandler = (context: ScheduleContext) => void | Promise<void>;
