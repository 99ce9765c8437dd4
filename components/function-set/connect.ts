import type { Input } from "@pulumi/pulumi";
import { type Handle, triggers } from "fourfold";
import type { Delivery, DeliveryTransform } from "../delivery/index.ts";
import type { Gateway, GatewayTransform } from "../gateway/index.ts";
import type { Schedule, ScheduleTransform } from "../schedule/index.ts";
import type { FunctionSetArgs } from "./args.ts";
import { createGateway } from "./gateway.ts";
import { functionsWith, type Members, type Unconnected } from "./members.ts";
import { createDeliveries, deliveryName } from "./messages.ts";
import { createSchedules, scheduleName } from "./schedules.ts";

/** What calls the functions of a set, for each trigger. A trigger adds its lines here, and nowhere else in this folder. */
export interface CallerNodes {
  /** What gives HTTP functions an address, where there are any. */
  readonly gateway?: Gateway;
  /** What calls each scheduled function, by its name in the set. */
  readonly schedules: { readonly [name: string]: Schedule };
  /** What brings messages to each queue, and from it to its consumer, by the queue's name in the set. */
  readonly deliveries: { readonly [name: string]: Delivery };
}

/** Changes to the arguments of what calls a set's functions. */
export interface CallersTransform {
  /** Those of the gateway. @default {} */
  readonly gateway?: GatewayTransform;
  /** Those of each scheduled function's schedule, by its name in the set. @default {} */
  readonly schedules?: { readonly [name: string]: ScheduleTransform };
  /** Those of each queue's delivery, by the queue's name in the set. @default {} */
  readonly deliveries?: { readonly [name: string]: DeliveryTransform };
}

/** The callers of which a set may have several. */
export const callersOf = (args: FunctionSetArgs): readonly Members[] => [
  {
    ...{ component: "Schedule", property: "schedules", title: triggers.schedule.title, nameOf: scheduleName },
    keys: functionsWith("schedule", args).map(([name]) => name),
  },
  {
    ...{ component: "Delivery", property: "deliveries", title: "queue", nameOf: deliveryName },
    keys: Object.keys(args.queues ?? {}),
  },
];

/** How many callers of each kind that accounts limit a set has. */
export const countCallers = (args: FunctionSetArgs) => ({
  schedules: functionsWith("schedule", args).length,
  consumers: functionsWith("consumes", args).length,
});

/** Makes what calls the functions. */
export function connect(
  set: Unconnected<CallersTransform>,
  handles: { readonly [resource: string]: Input<Handle> },
): CallerNodes {
  const gateway = createGateway(set);
  const schedules = createSchedules(set);
  const deliveries = createDeliveries(set, handles);
  return { schedules, deliveries, ...(gateway === undefined ? {} : { gateway }) };
}
