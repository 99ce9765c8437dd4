import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";
import type { TimesArgs } from "../triggers/index.ts";

/** What calls a function at certain times. */
export interface ScheduleArgs {
  /** The cloud of its function. */
  cloud: Cloud;
  /** The `handle` of the foundation it stands on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** The name of its function in the set, for tags. */
  function: string;
  /** The `handle` of its function, which has the same `schedule`. */
  handle: Input<Handle>;
  /** When it calls: what its function has too. */
  schedule: TimesArgs;
  /** How long one run may take, as a duration: what its function has too. @default "20 seconds" */
  timeout?: string;
  /** What happens to the runs that failed when they leave the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
