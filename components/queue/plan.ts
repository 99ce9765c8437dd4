import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { SettledQueue } from "fourfold";
import type { MemberPlan } from "../support/plan.ts";

/** What a builder works from: the arguments with every default applied. */
export interface QueuePlan<Transform> extends MemberPlan<Transform> {
  readonly settled: SettledQueue;
}

/** What a builder made. */
export interface QueueParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a queue on one cloud. */
export type QueueBuilder<Nodes, Transform> = (self: ComponentResource, plan: QueuePlan<Transform>) => QueueParts<Nodes>;
