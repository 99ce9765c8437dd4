import type { Goal } from "../monitor/goal.ts";
import type { ProviderInstances } from "../providers/provider-instances.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import type { Journal } from "../state/journal.ts";
import type { Stacks } from "../state/stacks.ts";
import type { Announced } from "./announced.ts";
import type { MissingTypes } from "./missing-types.ts";
import type { Progress } from "./progress.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** A stack's configuration, as programs receive it. */
export interface StackConfig {
  /** Values by full key, `aws:region`: text, or JSON for other values. */
  readonly values: Readonly<Record<string, string>>;
  /** The keys whose values are secret. */
  readonly secretKeys: readonly string[];
}

/** A resource that this run has processed. */
export interface Registration {
  readonly goal: Goal;
  readonly state: ResourceState;
}

/** One run of one stack: the state that its steps share. */
export interface Deployment {
  readonly stack: string;
  readonly project: string;
  readonly organization: string;
  readonly preview: boolean;
  readonly config: StackConfig;
  /** Aborted when no new steps should begin. */
  readonly signal: AbortSignal | undefined;
  readonly journal: Journal;
  /** Other stacks, for stack references. */
  readonly stacks: Stacks;
  readonly instances: ProviderInstances;
  readonly progress: Progress;
  /** URNs that are taken, even while the resource is still being processed. */
  readonly claimed: Set<string>;
  /** By URN. */
  readonly registrations: Map<string, Registration>;
  /** The URN under which an earlier run knew a resource, by its URN now. */
  readonly formerUrns: Map<string, string>;
  /** References to default providers by package and version. */
  readonly defaultProviders: Map<string, Promise<string>>;
  /** URNs of resources that were deleted early, because what they depend on was deleted before it was replaced. */
  readonly deletedEarly: Set<string>;
  /** The resources that the program has constructed and not registered yet, as far as its SDK tells. */
  readonly announced: () => readonly Announced[];
  /** By package: whether the program has announced resources of types that its provider does not have. */
  readonly lookAhead: Map<string, Promise<boolean>>;
  /** Resources whose type turned out to be missing from every provider. */
  readonly missing: MissingTypes;
  /** How the run continues after a refusal. */
  readonly rehearsal: Rehearsal;
}
