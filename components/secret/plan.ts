import type { ComponentResource, Input, Output } from "@pulumi/pulumi";
import type { MemberPlan } from "../support/plan.ts";

/** What a builder works from: the arguments with every default applied. */
export interface SecretPlan<Transform> extends MemberPlan<Transform> {
  /** The value, as a Pulumi secret. @default it is set later */
  readonly value: Output<string> | undefined;
  /** On Cloudflare: the id of the Secrets Store that keeps it. @default it is in the Workers that read it */
  readonly secretsStore: Input<string> | undefined;
}

/** What a builder made. */
export interface SecretParts<Nodes> {
  readonly id: Input<string>;
  /** Where it is. Never the value: handles are outputs of stacks. */
  readonly attributes: Readonly<Record<string, Input<string>>>;
  readonly nodes: Nodes;
}

/** Makes a secret on one cloud. */
export type SecretBuilder<Nodes, Transform> = (
  self: ComponentResource,
  plan: SecretPlan<Transform>,
) => SecretParts<Nodes>;
