import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";
import type { TimesArgs } from "../triggers/index.ts";

/** What calls a function at certain times. */
export interface ScheduleArgs {
  /** The cloud of its function. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** The name of its function in the set, for tags. */
  function: string;
  /** The `handle` of its function, which has the same `schedule`. */
  handle: Input<Handle>;
  /** When it calls: the same as its function has. */
  schedule: TimesArgs;
  /** How long one run may take, as a duration: the same as its function has. @default "20 seconds" */
  timeout?: string;
  /** What happens to the record of failed runs when it leaves the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
