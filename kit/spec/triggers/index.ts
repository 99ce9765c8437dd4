import type { CheckedHttp, HttpSettings, HttpTrigger } from "./http/http.ts";
import { httpSupports } from "./http/supports.ts";
import { httpTrigger } from "./http/trigger.ts";
import type { Schedule, SettledSchedule } from "./schedule/schedule.ts";
import { scheduleSupports } from "./schedule/supports.ts";
import { type CheckedSchedule, type ScheduleSettings, scheduleTrigger } from "./schedule/trigger.ts";
import type { Trigger } from "./trigger.ts";

export type { Cors, HttpSettings, HttpTrigger, SettledCors } from "./http/http.ts";
export { type HttpLimits, httpLimits } from "./http/limits.ts";
export { settleCors } from "./http/settle-cors.ts";
export { httpDefaults, httpOf } from "./http/trigger.ts";
export { scheduleTimeouts } from "./schedule/limits.ts";
export type { CronSchedule, Gate, Interval, Schedule, SettledSchedule } from "./schedule/schedule.ts";
export {
  type Occurrences,
  type ScheduleSemantics,
  type Statement,
  scheduleSemantics,
} from "./schedule/semantics.ts";
export type { ScheduleSettings } from "./schedule/trigger.ts";

/** Everything that can make a function run. A function has exactly one. A capability adds its row here, and below. */
export interface Triggers {
  /** Makes the function answer HTTP requests. `true` takes every default. */
  readonly http: HttpTrigger | true;
  /**
   * Makes the function run at certain times, in UTC unless a time zone says otherwise: `"every 5 minutes"`,
   * `{ cron: "0 2 * * mon-fri", timeZone: "Europe/Vienna" }`. docs/schedules.md
   */
  readonly schedule: Schedule;
}

/** The name of a trigger. */
export type TriggerName = keyof Triggers;

/** What a function with a trigger is deployed with. */
export interface SettledTriggers {
  readonly http: HttpSettings;
  readonly schedule: SettledSchedule;
}

/** What a function with a trigger is started with: it stands in its code. */
export interface TriggerSettings {
  readonly http: HttpSettings;
  readonly schedule: ScheduleSettings;
}

/** What a trigger's own text must additionally satisfy. */
export interface CheckedTrigger<S> {
  /** No misspelt property, and real quantities. */
  readonly http: CheckedHttp<S>;
  /** No misspelt property. */
  readonly schedule: CheckedSchedule<S>;
}

/** What the spec knows of each trigger. */
export const triggers: { readonly [T in TriggerName]: Trigger<Triggers[T], SettledTriggers[T], TriggerSettings[T]> } = {
  http: httpTrigger,
  schedule: scheduleTrigger,
};

/** What triggers can be asked for, and what each cloud makes of it. */
export const triggerSupports = { ...httpSupports, ...scheduleSupports } as const;

/** A function that has at least one trigger, of any kind. */
export type Triggered = Partial<Triggers>;

/** The triggers that a function has: exactly one, where it is right. */
export function triggersOf(spec: Triggered): readonly TriggerName[] {
  return (Object.keys(triggers) as TriggerName[]).filter((name) => spec[name] !== undefined);
}
