import { isDeepStrictEqual } from "node:util";
import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { Goal } from "../monitor/goal.ts";
import type { Properties } from "../provider.ts";
import { registerProvider } from "../providers/provider-resource.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { isProviderType, packageOf, stackType } from "../state/urn.ts";
import { type Claim, claim, toState } from "./claim.ts";
import { registerCustom } from "./custom.ts";
import { refuseUnsupported } from "./unsupported.ts";

/** Makes a resource match the program. */
export async function registerResource(run: Deployment, wanted: Goal): Promise<ResourceState> {
  refuseUnsupported(wanted);
  const goal = inheritFromParent(run, wanted);
  if (!goal.custom) return await registerComponent(run, claim(run, goal));
  if (isProviderType(goal.type)) return await registerProvider(run, claim(run, goal));
  return await registerCustom(run, claim(run, goal));
}

/** Registers the outputs of a component after its children. */
export async function registerOutputs(run: Deployment, urn: string, outputs: Properties): Promise<void> {
  const registration = run.registrations.get(urn);
  if (registration === undefined) throw new StepError(`Outputs were registered for "${urn}", which does not exist.`);
  const state = { ...registration.state, outputs };
  run.registrations.set(urn, { ...registration, state });
  await run.journal.record({ is: state });
}

/** https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/source_eval.go (inheritFromParent) */
function inheritFromParent(run: Deployment, goal: Goal): Goal {
  if (goal.parent === undefined) return goal;
  const parent = run.registrations.get(goal.parent)?.goal;
  if (parent === undefined) throw new StepError(`could not find parent resource ${goal.parent}`);
  // Options of the stack itself are not inherited.
  if (parent.type === stackType) return goal;
  return {
    ...goal,
    protect: goal.protect ?? parent.protect,
    retainOnDelete: goal.retainOnDelete ?? parent.retainOnDelete,
    deletedWith: goal.deletedWith ?? parent.deletedWith,
    provider: goal.provider ?? (goal.custom ? parent.providers[packageOf(goal.type)] : undefined),
  };
}

async function registerComponent(run: Deployment, component: Claim): Promise<ResourceState> {
  const { urn, goal, previous } = component;
  const { inputs } = goal;
  const op = previous === undefined ? "create" : isDeepStrictEqual(previous.inputs, inputs) ? "same" : "update";
  const step = { op, urn, type: goal.type, diffs: [], replaces: [] } as const;
  return await run.progress.perform(step, async () => {
    const state = toState(component, { id: "", inputs, outputs: previous?.outputs ?? {} });
    run.registrations.set(urn, { goal, state });
    await run.journal.record({ was: previous, is: state });
    return state;
  });
}
