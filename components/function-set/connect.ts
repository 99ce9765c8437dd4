import type { TriggerName } from "fourfold";
import type { Gateway, GatewayTransform } from "../gateway/index.ts";
import type { Schedule, ScheduleTransform } from "../schedule/index.ts";
import type { FunctionSetArgs } from "./args.ts";
import { createGateway } from "./gateway.ts";
import { functionsWith, type Unconnected } from "./members.ts";
import { createSchedules, scheduleName } from "./schedules.ts";

/** What calls the functions of a set, for each trigger. A trigger adds its lines here, and nowhere else in this folder. */
export interface CallerNodes {
  /** What gives HTTP functions an address, where there are any. */
  readonly gateway?: Gateway;
  /** What calls each scheduled function, by its name in the set. */
  readonly schedules: { readonly [name: string]: Schedule };
}

/** Changes to the arguments of what calls a set's functions. */
export interface CallersTransform {
  /** Those of the gateway. @default {} */
  readonly gateway?: GatewayTransform;
  /** Those of each scheduled function's schedule, by its name in the set. @default {} */
  readonly schedules?: { readonly [name: string]: ScheduleTransform };
}

/** Callers of which each function with a trigger has one of its own. */
export const ownCallers = [
  {
    trigger: "schedule",
    component: "Schedule",
    /** The property of the nodes and of the transform. */
    property: "schedules",
    nameOf: scheduleName,
  },
] as const satisfies readonly {
  readonly trigger: TriggerName;
  readonly component: string;
  readonly property: keyof CallersTransform;
  nameOf(set: string, key: string): string;
}[];

/** How many a set has of what accounts have only so many of. */
export const countCallers = (args: FunctionSetArgs) => ({ schedules: functionsWith("schedule", args).length });

/** Makes what calls the functions. */
export function connect(set: Unconnected<CallersTransform>): CallerNodes {
  const gateway = createGateway(set);
  const schedules = createSchedules(set);
  return { schedules, ...(gateway === undefined ? {} : { gateway }) };
}
