import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { SettledConsumer, SettledQueue } from "fourfold";
import type { Attributes } from "../support/handle.ts";
import type { MemberPlan } from "../support/plan.ts";

/** A topic that feeds a queue. */
export interface Feed {
  /** The topic's attributes. */
  readonly topic: Attributes;
  /** Which messages are wanted, in the cloud's own language. @default all */
  readonly filter: string | undefined;
}

/** A function that processes messages. */
export interface Consumer {
  /** The function's attributes. */
  readonly target: Attributes;
  readonly settled: SettledConsumer;
}

/** What a builder works from: the arguments with their defaults applied. */
export interface DeliveryPlan<Transform> extends MemberPlan<Transform> {
  /** The queue's attributes. */
  readonly queue: Attributes;
  readonly settled: SettledQueue;
  readonly feed: Feed | undefined;
  readonly consumer: Consumer | undefined;
}

/** What a builder made. */
export interface DeliveryParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a delivery on one cloud. */
export type DeliveryBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: DeliveryPlan<Transform>,
) => DeliveryParts<Nodes>;
