import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { Names, TableLayout } from "fourfold";
import type { Attributes } from "../support/handle.ts";
import type { MemberPlan } from "../support/plan.ts";

/** What a builder works from: the arguments with every default applied. */
export interface TablePlan<Transform> extends MemberPlan<Transform> {
  /** Its name in the set. */
  readonly table: string;
  readonly layout: TableLayout;
  /** What of the layout is deployed: known when it is known to be what is asked for. */
  readonly deployed: { readonly key: Output<Names>; readonly expires: Output<string | undefined> };
  /** The database's attributes. */
  readonly database: Attributes;
}

/** What a builder made. */
export interface TableParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a table on one cloud. */
export type TableBuilder<Nodes, Transform> = (self: ComponentResource, plan: TablePlan<Transform>) => TableParts<Nodes>;
