import type { Asked, Triggered } from "fourfold";
import { type ConsumesArgs, lowerConsumes, type SetConsumesArgs, toConsumes } from "./consumes.ts";
import { type HttpArgs, lowerHttp, toHttp } from "./http.ts";
import { lowerSchedule, type TimesArgs, toSchedule } from "./schedule.ts";

export {
  type ConsumesArgs,
  type SetConsumesArgs,
  schemaIn,
  type TransportArgs,
  toDelivery,
  toTransport,
} from "./consumes.ts";
export type { CorsArgs, HttpArgs } from "./http.ts";
export { type TimesArgs, toSchedule } from "./schedule.ts";

/**
 * What triggers a function, where that needs nothing else of its set. Plain interfaces, as other languages have them. A trigger
 * adds its lines here.
 */
export interface OwnTriggerArgs {
  /** Makes it answer HTTP requests. A {@link Gateway} gives it an address. @default none */
  http?: HttpArgs;
  /** Makes it run at certain times. A {@link Schedule} calls it then. @default none */
  schedule?: TimesArgs;
}

/** What triggers a function of a set: exactly one of these. */
export interface SetTriggerArgs extends OwnTriggerArgs {
  /** The queue of the set whose messages it processes. @default none */
  consumes?: SetConsumesArgs;
}

/** What triggers a function: exactly one of these. */
export interface TriggerArgs extends OwnTriggerArgs {
  /** Makes it process the messages of a queue. A {@link Delivery} brings them. @default none */
  consumes?: ConsumesArgs;
}

/** A function's triggers as the spec has them. */
export function toTriggers({ http, schedule, consumes }: TriggerArgs, where: string): Asked {
  return {
    ...(http === undefined ? {} : { http: toHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: toSchedule(schedule, where) }),
    ...(consumes === undefined ? {} : { consumes: toConsumes(consumes) }),
  };
}

/** A function's triggers as components take them. */
export function lowerTriggers({ http, schedule, consumes }: Triggered): SetTriggerArgs {
  return {
    ...(http === undefined ? {} : { http: lowerHttp(http) }),
    ...(schedule === undefined ? {} : { schedule: lowerSchedule(schedule) }),
    ...(consumes === undefined ? {} : { consumes: lowerConsumes(consumes) }),
  };
}
