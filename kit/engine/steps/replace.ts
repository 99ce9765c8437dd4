import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import { unknownValue } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { isProviderType, referencedUrn } from "../state/urn.ts";
import { deleteResource } from "./delete.ts";
import { diffInputs } from "./plan.ts";

/**
 * Deletes a resource that must be deleted before its replacement is created, after everything that must be replaced with it.
 * The program registers those again later.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go (calculateDependentReplacements)
 */
export async function deleteBeforeReplace(run: Deployment, replaced: ResourceState): Promise<void> {
  const dependents = await findReplacedDependents(run, replaced);
  const going = [replaced, ...dependents];
  const urns = new Set(going.map((state) => state.urn));
  for (const state of going.toReversed()) {
    run.deletedEarly.add(state.urn);
    await deleteResource(run, state, { op: "delete-replaced", others: urns });
  }
}

/** All deployed resources that must be replaced with the resource, in order of dependency. */
async function findReplacedDependents(run: Deployment, root: ResourceState): Promise<readonly ResourceState[]> {
  const replaced = new Set([root.urn]);
  const dependents: ResourceState[] = [];
  for (const state of run.journal.previous) {
    if (!(await mustGoToo(run, state, replaced))) continue;
    if (state.protect) refuse(state, root);
    replaced.add(state.urn);
    dependents.push(state);
  }
  return dependents;
}

/** Whether a provider would replace a resource if the values from replaced resources change. */
async function mustGoToo(run: Deployment, state: ResourceState, replaced: ReadonlySet<string>): Promise<boolean> {
  if (!state.custom || state.external || isProviderType(state.type) || state.provider === undefined) return false;
  if (replaced.has(referencedUrn(state.provider))) return true;
  const affected = Object.entries(state.propertyDependencies)
    .filter(([, urns]) => urns.some((urn) => replaced.has(urn)))
    .map(([name]) => [name, unknownValue]);
  const provider = await run.instances.find(state.provider);
  if (affected.length === 0 || provider === undefined) return false;
  const inputs = { ...state.inputs, ...Object.fromEntries(affected) };
  const { replaces } = await diffInputs(provider, state, inputs, state);
  return replaces.length > 0;
}

function refuse(state: ResourceState, root: ResourceState): never {
  throw new StepError(
    `unable to replace resource "${state.urn}" as part of replacing "${root.urn}" as it is currently marked for ` +
      "protection. To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run again.",
  );
}
