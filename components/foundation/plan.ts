import type { ComponentResource, Input } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import type { FoundationArgs } from "./args.ts";
import type { Budget } from "./budget/settle.ts";

/** What a builder works from: the arguments with every default applied. */
export interface FoundationPlan<Transform> {
  readonly name: string;
  /** How errors name the component. */
  readonly where: string;
  readonly args: FoundationArgs;
  readonly retentionDays: number;
  readonly protection: Protection;
  /** As the cloud takes them. */
  readonly tags: Input<{ [key: string]: Input<string> }> | undefined;
  /** As the cloud takes it. */
  readonly budget: Budget | undefined;
  /** Changes to the children on this cloud. */
  readonly transform: Transform;
}

/** What a builder made. */
export interface FoundationParts<Nodes> {
  readonly id: Input<string>;
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a foundation on one cloud. */
export type FoundationBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: FoundationPlan<Transform>,
) => FoundationParts<Nodes>;

/**
 * The arguments that a cloud requires.
 * @throws FourfoldError `ERR_CONFIG` when they are missing.
 */
export function requireArgs<T>(args: T | undefined, cloud: string, where: string): T {
  if (args !== undefined) return args;
  throw new FourfoldError("ERR_CONFIG", {
    where,
    what: `it is for ${cloud} and has no \`${cloud}\` arguments.`,
    fix: `Pass \`${cloud}: { … }\`.`,
  });
}
