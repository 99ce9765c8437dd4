import type { FunctionTransform } from "../function/index.ts";
import type { GatewayTransform } from "../gateway/index.ts";
import type { ScheduleTransform } from "../schedule/index.ts";

/** Changes to the arguments of a set's children. One of a child that the set does not have is refused. */
export interface FunctionSetTransform {
  /** Those of each function, by its name in the set. @default {} */
  readonly functions?: { readonly [name: string]: FunctionTransform };
  /** Those of the gateway. @default {} */
  readonly gateway?: GatewayTransform;
  /** Those of each scheduled function's schedule, by its name in the set. @default {} */
  readonly schedules?: { readonly [name: string]: ScheduleTransform };
}
