import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { Goal } from "../monitor/goal.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { buildUrn } from "../state/urn.ts";
import { findPrevious } from "./previous.ts";

/** The resource of a step: its goal, and its state in an earlier run. */
export interface Claim {
  readonly urn: string;
  readonly goal: Goal;
  readonly previous: ResourceState | undefined;
}

/**
 * Gives a resource its URN, which must be unique, and finds its state in an earlier run.
 * @throws StepError when the URN is taken.
 */
export function claim(run: Deployment, goal: Goal): Claim {
  const { stack, project } = run;
  const urn = buildUrn({ stack, project, type: goal.type, name: goal.name, parent: goal.parent });
  if (run.claimed.has(urn)) throw new StepError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  run.claimed.add(urn);
  return { urn, goal, previous: findPrevious(run, urn, goal) };
}

/** The result of a step, besides the resource's goal. */
export type Result = Pick<ResourceState, "id" | "inputs" | "outputs"> & {
  readonly provider?: string | undefined;
  readonly external?: boolean;
};

/** The new state of a resource. */
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
