import type { Deployment } from "../context/deployment.ts";
import { isMissingType } from "../context/missing-types.ts";
import { Refusal } from "../context/refusal.ts";
import { StepError } from "../context/step-error.ts";
import type { ReadGoal } from "../monitor/goal.ts";
import { findProvider } from "../providers/default-providers.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { containsUnknown, markNamedSecrets, markSecretsLike, unwrapSecrets } from "../state/values.ts";
import { type Claim, claim, toState } from "./claim.ts";
import { readReference, referenceType } from "./reference.ts";
import { refuseUnsupported } from "./unsupported.ts";

/** Reads an existing resource that is not managed: `Bucket.get("name", "id")`. */
export async function readResource(run: Deployment, { goal, id }: ReadGoal): Promise<ResourceState> {
  refuseUnsupported(goal);
  const resource = claim(run, goal);
  const { urn, previous } = resource;
  const provider = goal.type === referenceType ? undefined : await findProvider(run, goal);
  const step = { op: "read", urn, type: goal.type, diffs: [], replaces: [] } as const;
  const state = await run.progress.perform(step, async () => {
    const found = await read(run, resource, provider, id);
    const outputs = markNamedSecrets(markSecretsLike(found.outputs, goal.inputs), goal.additionalSecretOutputs);
    // Inputs are the program's; what the cloud returns are outputs.
    return toState(resource, { id: found.id, inputs: goal.inputs, outputs, provider, external: true });
  });
  // A resource that was managed and is now only read is deleted at the end, as in the real engine.
  await run.journal.record({ was: previous, is: state, condemned: previous !== undefined && !previous.external });
  run.registrations.set(urn, { goal, state });
  return state;
}

async function read(run: Deployment, { urn, goal }: Claim, reference: string | undefined, id: string) {
  if (goal.type === referenceType && !containsUnknown(id)) return { id, outputs: await readReference(run, id) };
  const provider = reference === undefined ? undefined : await run.instances.find(reference);
  if (provider === undefined || containsUnknown(id)) return { id, inputs: goal.inputs, outputs: {} };
  const found = await provider.read({ urn, id, inputs: unwrapSecrets(goal.inputs) }).catch((error) => {
    throw isMissingType(error) ? new Refusal(error) : error;
  });
  if (found === undefined) throw new StepError(`resource '${id}' does not exist`);
  return found;
}
