import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** What a table's items are found by. */
export interface TableLayoutArgs {
  /**
   * The properties that identify an item: one, or the one that says which partition it belongs to, and the one that sorts it there.
   * Another key is another table: a change is refused at preview.
   */
  key: string[];
  /** What items are found by besides: one or two properties for each index, by its name. @default {} */
  indexes?: { [name: string]: string[] };
  /** Whole numbers beside an item. @default [] */
  counters?: string[];
  /**
   * The property that says when an item expires, in seconds since 1970. Another property instead of it is refused at preview: deploy the
   * table without in between. @default items stay
   */
  expires?: string;
}

/** A table on one cloud. */
export interface TableArgs extends TableLayoutArgs {
  /** The cloud. */
  cloud: Cloud;
  /** The `handle` of the foundation it stands on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** Its name in the set. */
  table: string;
  /** On Google Cloud and Azure: the `handle` of the {@link Database} that it is in. @default other clouds have none */
  database?: Input<Handle>;
  /** What happens to the table and its items when it leaves the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}
