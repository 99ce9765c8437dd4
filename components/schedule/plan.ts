import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { SettledSchedule } from "fourfold";
import type { Attributes } from "../support/handle.ts";
import type { MemberPlan } from "../support/plan.ts";

/** What a builder works from: the arguments with every default applied. */
export interface SchedulePlan<Transform> extends MemberPlan<Transform> {
  /** The function's attributes. */
  readonly target: Attributes;
  /** When it calls, in the cloud's own language. */
  readonly settled: SettledSchedule;
  /** How long one run may take, in seconds. */
  readonly timeout: number;
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
