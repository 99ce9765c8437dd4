import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** What the tables of a set are in, on one cloud. */
export interface DatabaseArgs {
  /** The cloud. */
  cloud: Cloud;
  /** The `handle` of the foundation it stands on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** What happens to the database, with all tables in it, when it leaves the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
