import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { Conditions } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import type { Attributes } from "../support/handle.ts";

/** A queue that a topic feeds. */
export interface FedQueue {
  /** The queue's attributes. */
  readonly queue: Attributes;
  readonly where: Conditions;
}

/** What a builder works from: the arguments with every default applied. */
export interface TopicPlan<Transform> {
  readonly name: string;
  /** The component as messages name it. */
  readonly where: string;
  readonly set: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  readonly feeds: readonly FedQueue[];
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface TopicParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a topic on one cloud. */
export type TopicBuilder<Nodes, Transform> = (self: ComponentResource, plan: TopicPlan<Transform>) => TopicParts<Nodes>;
