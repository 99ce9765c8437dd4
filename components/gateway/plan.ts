import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { RoutedPattern } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import type { Attributes } from "../support/handle.ts";
import type { ZoneArgs } from "./args.ts";

/** A function that routes lead to. */
export interface Target {
  /** Its name in the set. */
  readonly name: string;
  readonly function: Attributes;
  readonly streaming: boolean;
  /** The names that it had before. */
  readonly was: readonly string[];
}

/** What a builder works from: the arguments with every default applied. */
export interface GatewayPlan<Transform> {
  readonly name: string;
  /** The component as errors name it. */
  readonly where: string;
  /** The foundation's attributes. */
  readonly on: Attributes;
  /** The functions that have a route. */
  readonly targets: readonly [Target, ...Target[]];
  /** Which paths lead to which of them, the most specific first. */
  readonly routes: readonly RoutedPattern[];
  readonly zone: ZoneArgs | undefined;
  readonly protection: Protection;
  readonly tags: Output<{ [key: string]: string }>;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface GatewayParts<Nodes> {
  /** The address that a function's routes are relative to, without a slash at its end. */
  readonly urlOf: (target: Target) => Output<string>;
  readonly nodes: Nodes;
}

/** Makes a gateway on one cloud. */
export type GatewayBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: GatewayPlan<Transform>,
) => GatewayParts<Nodes>;
