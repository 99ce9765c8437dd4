import type { NoExcess } from "../../exact.ts";
import type { Trigger } from "../trigger.ts";
import { checkSchedule } from "./check.ts";
import { scheduleTimeouts } from "./limits.ts";
import type { CronSchedule, Gate, Schedule, SettledSchedule } from "./schedule.ts";
import { scheduleSemantics } from "./semantics.ts";
import { settleSchedule } from "./settle.ts";

/** What a scheduled function is started with. */
export interface ScheduleSettings {
  /** When it runs, where that is part of the code: on Azure. */
  readonly expression?: string;
  /** Which calls of the cloud's timer are runs. @default all of them */
  readonly gate?: Gate;
}

/** What a schedule's literal must additionally satisfy. */
export type CheckedSchedule<S> = S extends string ? unknown : NoExcess<S, CronSchedule>;

/** Times of the day, week or month. */
export const scheduleTrigger: Trigger<Schedule, SettledSchedule, ScheduleSettings> = {
  title: "scheduled function",
  handler: { define: "scheduled", make: "(links) => async ({ scheduledTime }) => { … }" },
  check: checkSchedule,
  settle(schedule, cloud, where) {
    const settled = settleSchedule(schedule, cloud, where);
    return { settled, timeout: scheduleTimeouts[cloud], notes: settled.notes };
  },
  start: ({ expression, gate }, cloud) => ({
    ...(scheduleSemantics[cloud].changed.inCode ? { expression } : {}),
    ...(gate === undefined ? {} : { gate }),
  }),
};
