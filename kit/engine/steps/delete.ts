import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { Operation } from "../events.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { isProviderType } from "../state/urn.ts";
import { unwrapSecrets } from "../state/values.ts";

/**
 * Deletes what is left over when a program has ended: resources that are no longer in it, and replaced ones. Dependents are
 * deleted before their dependencies.
 * @throws StepError when a resource is protected: then nothing is deleted.
 */
export async function deleteLeftovers(run: Deployment): Promise<void> {
  const leftovers = run.journal.previous.toReversed();
  refuseIfProtected(leftovers);
  const urns = new Set(leftovers.map((state) => state.urn));
  for (const state of leftovers) {
    if (run.signal?.aborted) throw new StepError("The run was cancelled.");
    await deleteResource(run, state, { op: operationFor(state), others: urns });
  }
}

function operationFor(state: ResourceState): Operation {
  if (state.external) return "discard";
  return state.condemned ? "delete-replaced" : "delete";
}

/** How a resource is deleted: in which step, and the URNs of everything that is deleted with it. */
export interface Deletion {
  readonly op: Operation;
  readonly others: ReadonlySet<string>;
}

export async function deleteResource(run: Deployment, state: ResourceState, deletion: Deletion): Promise<void> {
  const step = { op: deletion.op, urn: state.urn, type: state.type, diffs: [], replaces: [] };
  await run.progress.perform(step, async () => {
    if (existsApart(state, deletion.others) && !run.preview) await askProvider(run, state);
    else await run.journal.record({ was: state });
    return { id: state.id, outputs: {} };
  });
}

/** Whether deleting a resource takes more than removing it from the state. */
function existsApart(state: ResourceState, others: ReadonlySet<string>): boolean {
  if (!state.custom || state.external || state.retainOnDelete || isProviderType(state.type)) return false;
  return state.deletedWith === undefined || !others.has(state.deletedWith);
}

async function askProvider(run: Deployment, state: ResourceState): Promise<void> {
  const provider = await run.instances.find(state.provider ?? "");
  const pending = { operation: "delete", resource: state } as const;
  await run.journal.begin(pending);
  try {
    await provider?.delete({ urn: state.urn, id: state.id, olds: unwrapSecrets(state.outputs) });
  } catch (error) {
    // A refusal is an answer too: the resource still exists.
    await run.journal.settle(pending);
    throw error;
  }
  await run.journal.settle(pending, { was: state });
}

/** Condemned resources were replaced, which would have failed if they were protected. */
function refuseIfProtected(states: readonly ResourceState[]): void {
  const [first, ...others] = states
    .filter((state) => state.protect && !state.condemned)
    .map(
      (state) =>
        `resource "${state.urn}" cannot be deleted\nbecause it is protected. ` +
        "To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run it again first.",
    );
  if (first !== undefined) throw new StepError(first, ...others);
}
