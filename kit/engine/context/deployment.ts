import type { Goal } from "../monitor/goal.ts";
import type { ProviderInstances } from "../providers/provider-instances.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import type { Journal } from "../state/journal.ts";
import type { Stacks } from "../state/stacks.ts";
import type { Announced } from "./announced.ts";
import type { MissingTypes } from "./missing-types.ts";
import type { Progress } from "./progress.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** A stack's configuration, as programs get it. */
export interface StackConfig {
  /** Values by full key, `aws:region`: text, or JSON for what is no text. */
  readonly values: Readonly<Record<string, string>>;
  /** The keys whose values are secret. */
  readonly secretKeys: readonly string[];
}

/** A resource that this run has dealt with. */
export interface Registration {
  readonly goal: Goal;
  readonly state: ResourceState;
}

/** One run of one stack: what its steps share. */
export interface Deployment {
  readonly stack: string;
  readonly project: string;
  readonly organization: string;
  readonly preview: boolean;
  readonly config: StackConfig;
  /** Aborted when no new steps should begin. */
  readonly signal: AbortSignal | undefined;
  readonly journal: Journal;
  /** Other stacks, which references to stacks find. */
  readonly stacks: Stacks;
  readonly instances: ProviderInstances;
  readonly progress: Progress;
  /** URNs that are taken, also while the resource is still being dealt with. */
  readonly claimed: Set<string>;
  /** By URN. */
  readonly registrations: Map<string, Registration>;
  /** The URN under which an earlier run knew a resource, by its URN now. */
  readonly formerUrns: Map<string, string>;
  /** Default providers by package and version: their references. */
  readonly defaultProviders: Map<string, Promise<string>>;
  /** URNs of resources that went early, because what they depend on was deleted before it was replaced. */
  readonly deletedEarly: Set<string>;
  /** What the program has constructed and not registered yet, as far as its SDK tells. */
  readonly announced: () => readonly Announced[];
  /** By package: whether the program has announced what its provider does not have. */
  readonly lookAhead: Map<string, Promise<boolean>>;
  /** What turned out to have a type that no provider has. */
  readonly missing: MissingTypes;
  /** How the run goes on after a refusal. */
  readonly rehearsal: Rehearsal;
}
