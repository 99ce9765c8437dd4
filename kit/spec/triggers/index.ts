import type { Resource } from "../resources/index.ts";
import type {
  AskedConsumer,
  CheckedConsumes,
  CheckedSubscribes,
  ConsumedQueue,
  ConsumerSettings,
  Consumes,
  SettledConsumer,
  SubscribedTopic,
  Subscribes,
} from "./consumes/consumes.ts";
import { consumesTrigger, subscribesTrigger } from "./consumes/trigger.ts";
import type { CheckedHttp, HttpSettings, HttpTrigger } from "./http/http.ts";
import { httpSupports } from "./http/supports.ts";
import { httpTrigger } from "./http/trigger.ts";
import type { Schedule, SettledSchedule } from "./schedule/schedule.ts";
import { scheduleSupports } from "./schedule/supports.ts";
import { type CheckedSchedule, type ScheduleSettings, scheduleTrigger } from "./schedule/trigger.ts";
import type { Trigger } from "./trigger.ts";

export type {
  AskedConsumer,
  ConsumerSettings,
  Consumes,
  SettledConsumer,
  Subscribes,
  TransportOptions,
} from "./consumes/consumes.ts";
export { consumesOf, subscribesOf } from "./consumes/forms.ts";
export { consumerTimeouts } from "./consumes/trigger.ts";
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
export interface Triggers<R = Readonly<Record<string, Resource>>> {
  /** Makes the function answer HTTP requests. `true` takes every default. */
  readonly http: HttpTrigger | true;
  /**
   * Makes the function run at certain times, in UTC unless a time zone says otherwise: `"every 5 minutes"`,
   * `{ cron: "0 2 * * mon-fri", timeZone: "Europe/Vienna" }`. docs/schedules.md
   */
  readonly schedule: Schedule;
  /** Makes the function process the messages of a queue: `"placed"`, `{ queue: "placed", batch: 10 }`. docs/queues.md */
  readonly consumes: ConsumedQueue<R> | Consumes<ConsumedQueue<R>>;
  /** Makes the function process the messages of a topic: `"events"`, `{ topic: "events", where: { kind: "cancelled" } }`. docs/topics.md */
  readonly subscribes: SubscribedTopic<R> | Subscribes<SubscribedTopic<R>>;
}

/** The triggers of a function, as components take them. */
export interface AskedTriggers {
  readonly http: HttpTrigger | true;
  readonly schedule: Schedule;
  readonly consumes: AskedConsumer;
  /** A subscriber is deployed as the consumer of a queue of its own. */
  readonly subscribes: never;
}

/** The name of a trigger. */
export type TriggerName = keyof Triggers;

/** What a function with a trigger is deployed with. */
export interface SettledTriggers {
  readonly http: HttpSettings;
  readonly schedule: SettledSchedule;
  readonly consumes: SettledConsumer;
  readonly subscribes: SettledConsumer;
}

/** What a function with a trigger is started with: part of its code. */
export interface TriggerSettings {
  readonly http: HttpSettings;
  readonly schedule: ScheduleSettings;
  readonly consumes: ConsumerSettings;
  readonly subscribes: ConsumerSettings;
}

/** What a trigger's literal must additionally satisfy. */
export interface CheckedTrigger<S, R> {
  /** No misspelt property, and real quantities. */
  readonly http: CheckedHttp<S>;
  /** No misspelt property. */
  readonly schedule: CheckedSchedule<S>;
  /** No misspelt property. */
  readonly consumes: CheckedConsumes<S>;
  /** No misspelt property, and a filter by what the topic declares. */
  readonly subscribes: CheckedSubscribes<S, R>;
}

/** What the spec knows of each trigger. */
export const triggers: {
  readonly [T in TriggerName]: Trigger<Triggers[T], SettledTriggers[T], TriggerSettings[T], AskedTriggers[T]>;
} = {
  http: httpTrigger,
  schedule: scheduleTrigger,
  consumes: consumesTrigger,
  subscribes: subscribesTrigger,
};

/** What triggers can be asked for, and what each cloud makes of it. */
export const triggerSupports = { ...httpSupports, ...scheduleSupports } as const;

/** A function that has at least one trigger, of any kind. */
export type Triggered<R = Readonly<Record<string, Resource>>> = Partial<Triggers<R>>;

/** The triggers of a function, as components take them: it has exactly one. */
export type Asked = Partial<AskedTriggers>;

/** The triggers that a function has: exactly one, where the function is valid. */
export function triggersOf(spec: { readonly [T in TriggerName]?: unknown }): readonly TriggerName[] {
  return (Object.keys(triggers) as TriggerName[]).filter((name) => spec[name] !== undefined);
}
