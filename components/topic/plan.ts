import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { Conditions } from "fourfold";
import type { Attributes } from "../support/handle.ts";
import type { MemberPlan } from "../support/plan.ts";

/** A queue that a topic feeds. */
export interface FedQueue {
  /** The queue's attributes. */
  readonly queue: Attributes;
  readonly where: Conditions;
}

/** What a builder works from: the arguments with every default applied. */
export interface TopicPlan<Transform> extends MemberPlan<Transform> {
  readonly set: string;
  readonly feeds: readonly FedQueue[];
}

/** What a builder made. */
export interface TopicParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a topic on one cloud. */
export type TopicBuilder<Nodes, Transform> = (self: ComponentResource, plan: TopicPlan<Transform>) => TopicParts<Nodes>;
