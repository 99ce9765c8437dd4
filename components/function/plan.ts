import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { SettledFunction } from "fourfold";
import type { Contributed } from "../links/index.ts";
import type { Code } from "../support/artifact.ts";
import type { Protection } from "../support/cloud.ts";
import type { Attributes } from "../support/handle.ts";
import type { FunctionArgs } from "./args.ts";

/** What a builder works from: the arguments with every default applied. */
export interface FunctionPlan<Transform> {
  readonly name: string;
  /** The component as errors name it. */
  readonly where: string;
  readonly args: FunctionArgs;
  /** The foundation's attributes. */
  readonly on: Attributes;
  readonly settled: SettledFunction;
  readonly artifact: Output<Code>;
  readonly environment: Output<{ [name: string]: string }>;
  /** What its links add to it. The environment already includes their variables. */
  readonly links: readonly Contributed[];
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface FunctionParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a function on one cloud. */
export type FunctionBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: FunctionPlan<Transform>,
) => FunctionParts<Nodes>;
