import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { Goal } from "../monitor/goal.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { buildUrn } from "../state/urn.ts";
import { findPrevious } from "./previous.ts";

/** A resource that a step is about: what is wanted of it, and what there is of it. */
export interface Claim {
  readonly urn: string;
  readonly goal: Goal;
  readonly previous: ResourceState | undefined;
}

/**
 * Gives a resource its URN, which nothing else may have, and finds what an earlier run has left of it.
 * @throws StepError when the URN is taken.
 */
export function claim(run: Deployment, goal: Goal): Claim {
  const { stack, project } = run;
  const urn = buildUrn({ stack, project, type: goal.type, name: goal.name, parent: goal.parent });
  if (run.claimed.has(urn)) throw new StepError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  run.claimed.add(urn);
  return { urn, goal, previous: findPrevious(run, urn, goal) };
}

/** What a step makes of a resource, beyond what the program said. */
export type Result = Pick<ResourceState, "id" | "inputs" | "outputs"> & {
  readonly provider?: string | undefined;
  readonly external?: boolean;
};

/** A resource as it will be remembered. */
export function toState({ urn, goal }: Pick<Claim, "urn" | "goal">, result: Result): ResourceState {
  return {
    urn,
    type: goal.type,
    custom: goal.custom,
    external: result.external ?? false,
    id: result.id,
    parent: goal.parent,
    provider: result.provider,
    inputs: result.inputs,
    outputs: result.outputs,
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    protect: goal.protect ?? false,
    retainOnDelete: goal.retainOnDelete ?? false,
    deletedWith: goal.deletedWith,
    ignoreChanges: goal.ignoreChanges,
    replaceOnChanges: goal.replaceOnChanges,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    condemned: false,
  };
}
