import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { SettledSchedule } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import type { Attributes } from "../support/handle.ts";

/** What a builder works from: the arguments with every default applied. */
export interface SchedulePlan<Transform> {
  readonly name: string;
  /** The component as messages name it. */
  readonly where: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  /** The function's attributes. */
  readonly target: Attributes;
  /** When it calls, in the cloud's own language. */
  readonly settled: SettledSchedule;
  /** How long one run may take, in seconds. */
  readonly timeout: number;
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface ScheduleParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a schedule on one cloud. */
export type ScheduleBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: SchedulePlan<Transform>,
) => ScheduleParts<Nodes>;
