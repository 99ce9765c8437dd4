import type { Triggered } from "fourfold";
import { type HttpArgs, lowerHttp, toHttp } from "./http.ts";
import { lowerSchedule, type TimesArgs, toSchedule } from "./schedule.ts";

export type { CorsArgs, HttpArgs } from "./http.ts";
export { type TimesArgs, toSchedule } from "./schedule.ts";

/** What triggers a function: exactly one of these. Plain interfaces, as other languages have them. A trigger adds its lines here. */
export interface TriggerArgs {
  /** Makes it answer HTTP requests. A {@link Gateway} gives it an address. @default none */
  http?: HttpArgs;
  /** Makes it run at certain times. A {@link Schedule} calls it then. @default none */
  schedule?: TimesArgs;
}

/** A function's triggers as the spec has them. */
export function toTriggers({ http, schedule }: TriggerArgs, where: string): Triggered {
  return {
    ...(http === undefined ? {} : { http: toHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: toSchedule(schedule, where) }),
  };
}

/** A function's triggers as components take them. */
export function lowerTriggers({ http, schedule }: Triggered): TriggerArgs {
  return {
    ...(http === undefined ? {} : { http: lowerHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: lowerSchedule(schedule) }),
  };
}
