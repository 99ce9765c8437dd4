import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Deployment } from "../context/deployment.ts";
import { type Properties, unknownValue } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { type Claim, finish, toState } from "./claim.ts";

/** Registers a provider: a resource of its own, which exists in the engine alone. A refused configuration fails it. */
export async function registerProvider(run: Deployment, provider: Claim): Promise<ResourceState> {
  const { urn, goal, previous } = provider;
  const inputs: Properties = goal.version === "" ? goal.inputs : { ...goal.inputs, version: goal.version };
  const diffs = Object.keys({ ...previous?.inputs, ...inputs }).filter(
    (name) => !isDeepStrictEqual(previous?.inputs[name], inputs[name]),
  );
  const op = previous === undefined ? "create" : diffs.length > 0 ? "update" : "same";
  return await run.progress.perform({ op, urn, type: goal.type, diffs, replaces: [] }, async () => {
    await run.instances.configure(urn, goal.type, inputs);
    const id = previous?.id ?? (run.preview ? unknownValue : randomUUID());
    const state = toState(provider, { id, inputs, outputs: inputs });
    await finish(run, provider, state);
    return state;
  });
}
