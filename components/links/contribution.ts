import type { Input } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";

/** A resource that a function may use, and how. */
export interface Link {
  /** The resource's name in the set. */
  readonly resource: string;
  /** What the function may do with it. */
  readonly verbs: readonly string[];
  /** What was bound: of a param its value as JSON. @default nothing */
  readonly value: Input<string> | undefined;
}

/** What a link adds to the function that has it. Function builders fold the contributions of all links, and know no kinds. */
export interface Contribution {
  /** Environment variables; on Workers bindings that are text. */
  readonly environment: { readonly [name: string]: Input<string> };
  /** How the cloud expresses what the link asks for: an environment variable, a policy, a role, a binding. */
  readonly effective: string;
}

/** What one kind of resource contributes: its one place for permissions, environment and what is said about both. */
export type Contribute = (link: Link, cloud: Cloud) => Contribution;
