export { checkSchedule } from "./check.ts";
export type { CronSchedule, Gate, Interval, Schedule, SettledSchedule, Times } from "./schedule.ts";
export { type ScheduleSemantics, type Statement, scheduleSemantics } from "./semantics.ts";
export { settleSchedule } from "./settle.ts";
