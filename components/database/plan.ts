import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { MemberPlan } from "../support/plan.ts";

/** What a builder works from: the arguments with every default applied. */
export type DatabasePlan<Transform> = MemberPlan<Transform>;

/** What a builder made. */
export interface DatabaseParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes what tables share on one cloud. */
export type DatabaseBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: DatabasePlan<Transform>,
) => DatabaseParts<Nodes>;
