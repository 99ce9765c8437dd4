import type { Deployment } from "../context/deployment.ts";
import { messagesOf, StepError } from "../context/step-error.ts";
import type { PendingOperation, ResourceState } from "../state/checkpoint.ts";
import { markSecretsLike, unwrapSecrets } from "../state/values.ts";

/**
 * Finds the results of operations that were in progress when an earlier run was cut off, so that this run begins with the
 * actual state: nothing is created twice, and nothing is lost.
 */
export async function recover(run: Deployment): Promise<void> {
  for (const operation of run.journal.pending) {
    const { resource } = operation;
    try {
      await run.journal.restore(operation, await findOut(run, operation));
      run.progress.report("info", `Went on from an interrupted ${operation.operation}.`, resource.urn);
    } catch (error) {
      const reason = messagesOf(error).join(" ");
      const what = `An earlier run was interrupted in the ${operation.operation}, and what became of it is unknown: ${reason}`;
      run.progress.report("warning", what, resource.urn);
      await run.journal.restore(operation, operation.operation === "create" ? undefined : resource);
    }
  }
}

async function findOut(run: Deployment, { operation, resource }: PendingOperation): Promise<ResourceState | undefined> {
  const provider = await run.instances.find(resource.provider ?? "");
  if (provider === undefined) throw new StepError("its provider is not configured yet.");
  const { urn, id } = resource;
  const inputs = unwrapSecrets(resource.inputs);
  const found = await (operation === "create"
    ? provider.read({ urn, id: "", inputs })
    : provider.read({ urn, id, inputs, olds: unwrapSecrets(resource.outputs) }));
  if (found === undefined) return undefined;
  const sealed = markSecretsLike(found.inputs, resource.inputs);
  return { ...resource, id: found.id, inputs: sealed, outputs: markSecretsLike(found.outputs, sealed) };
}
