import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { SettledQueue } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import type { Attributes } from "../support/handle.ts";

/** What a builder works from: the arguments with every default applied. */
export interface QueuePlan<Transform> {
  readonly name: string;
  /** The component as messages name it. */
  readonly where: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  readonly settled: SettledQueue;
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface QueueParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a queue on one cloud. */
export type QueueBuilder<Nodes, Transform> = (self: ComponentResource, plan: QueuePlan<Transform>) => QueueParts<Nodes>;
