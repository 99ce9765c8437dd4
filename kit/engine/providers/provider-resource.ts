import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Deployment } from "../context/deployment.ts";
import type { Operation } from "../events.ts";
import { type Properties, unknownValue } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { buildReference, packageOf } from "../state/urn.ts";
import { type Claim, toState } from "../steps/claim.ts";

/**
 * Registers a provider: a resource of its own, which exists only in the engine. It fails if the configuration is refused.
 * A provider that moves to another region or account gets another id; the old one stays until its resources are deleted.
 */
export async function registerProvider(run: Deployment, provider: Claim): Promise<ResourceState> {
  const { urn, goal, previous } = provider;
  const inputs: Properties = goal.version === "" ? goal.inputs : { ...goal.inputs, version: goal.version };
  const diffs = Object.keys({ ...previous?.inputs, ...inputs }).filter(
    (name) => !isDeepStrictEqual(previous?.inputs[name], inputs[name]),
  );
  const moves = previous !== undefined && (await run.instances.moves(packageOf(goal.type), previous.inputs, inputs));
  const step = { op: operationFor(previous, diffs, moves), urn, type: goal.type, diffs, replaces: moves ? diffs : [] };
  return await run.progress.perform(step, async () => {
    const id = previous === undefined || moves ? newId(run) : previous.id;
    await run.instances.configure(buildReference({ urn, id }), inputs);
    const state = toState(provider, { id, inputs, outputs: inputs });
    run.registrations.set(urn, { goal, state });
    await run.journal.record({ was: previous, is: state, condemned: moves });
    return state;
  });
}

function operationFor(previous: ResourceState | undefined, diffs: readonly string[], moves: boolean): Operation {
  if (previous === undefined) return "create";
  if (moves) return "create-replacement";
  return diffs.length > 0 ? "update" : "same";
}

function newId(run: Deployment): string {
  return run.preview ? unknownValue : randomUUID();
}
