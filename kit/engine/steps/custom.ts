import { FourfoldError } from "../../spec/errors.ts";
import { lacksAnnounced } from "../context/announced.ts";
import type { Deployment } from "../context/deployment.ts";
import { isMissingType } from "../context/missing-types.ts";
import { Refusal } from "../context/refusal.ts";
import { StepError } from "../context/step-error.ts";
import type { Operation } from "../events.ts";
import type { Properties, Provider } from "../provider.ts";
import { findProvider } from "../providers/default-providers.ts";
import type { PendingOperation, ResourceState } from "../state/checkpoint.ts";
import { packageOf } from "../state/urn.ts";
import { markNamedSecrets, markSecretsLike, unwrapSecrets } from "../state/values.ts";
import { type Claim, toState } from "./claim.ts";
import { type Plan, planCustom } from "./plan.ts";
import { deleteBeforeReplace } from "./replace.ts";

/** Makes a managed resource match the program: creates, updates or replaces it through its provider. */
export async function registerCustom(run: Deployment, claimed: Claim): Promise<ResourceState> {
  const { goal } = claimed;
  const target = await prepare(run, claimed).catch((error) => {
    // So that its children are checked too.
    const state = toState(claimed, { id: "", inputs: goal.inputs, outputs: goal.inputs });
    run.registrations.set(claimed.urn, { goal, state });
    throw isRefusal(error) ? new Refusal(error) : error;
  });
  const state = await apply(target);
  run.registrations.set(claimed.urn, { goal, state });
  return state;
}

/** Whether an error is the program's, and not of a provider that is gone and fails every call. */
function isRefusal(error: unknown): boolean {
  return error instanceof StepError || error instanceof FourfoldError || isMissingType(error);
}

/** Determines what is to be done, without changing anything. */
async function prepare(run: Deployment, claimed: Claim): Promise<Target> {
  const { goal } = claimed;
  const reference = await findProvider(run, goal);
  const provider = await run.instances.find(reference);
  // A resource that was only read must not be changed: managing it begins with creating it.
  const resource = claimed.previous?.external ? { ...claimed, previous: undefined } : claimed;
  const isMoved = await hasMoved(run, resource.previous, reference);
  const plan = await planCustom({ resource, provider, isMoved });
  const changes = !run.preview && plan.op !== "same" && provider !== undefined;
  const isHopeless = changes && (await lacksAnnounced(run, provider, packageOf(goal.type)));
  return {
    run: isHopeless ? run.rehearsal.begin(run) : (run.rehearsal.run ?? run),
    resource,
    reference,
    provider,
    plan,
  };
}

/** Whether a resource's provider has moved to another region or account, so that the resource must be replaced. */
async function hasMoved(run: Deployment, previous: ResourceState | undefined, reference: string): Promise<boolean> {
  return previous?.provider !== undefined && (await run.instances.areApart(previous.provider, reference));
}

/** A planned step, and its provider. */
interface Target {
  readonly run: Deployment;
  readonly resource: Claim;
  readonly reference: string;
  /** `undefined` if its configuration is not known, which only happens in a preview. */
  readonly provider: Provider | undefined;
  readonly plan: Plan;
}

async function apply(target: Target): Promise<ResourceState> {
  const { run, resource, plan } = target;
  const { previous } = resource;
  if (previous === undefined || plan.op === "create") {
    return await create(target, run.deletedEarly.has(resource.urn) ? "create-replacement" : "create");
  }
  switch (plan.op) {
    case "same":
      return await keep(target, previous);
    case "update":
      return await update(target, previous);
    case "replace":
      return await replace(target, previous);
    default:
      return plan.op satisfies never;
  }
}

async function create(target: Target, op: Operation, replaced?: ResourceState): Promise<ResourceState> {
  const { run, resource, provider, plan } = target;
  return await perform(target, op, async () => {
    const pending = { operation: "create", resource: finished(target, "", {}) } as const;
    const { id, outputs } = await ask(run, pending, async () => {
      if (provider === undefined) return { id: "", outputs: {} };
      return await provider.create({ urn: resource.urn, news: unwrapSecrets(plan.inputs), preview: run.preview });
    });
    const state = finished(target, id, outputs);
    // A replaced resource is deleted at the end, when nothing uses it any more.
    await run.journal.settle(pending, { was: replaced, is: state, condemned: replaced !== undefined });
    return state;
  });
}

async function keep(target: Target, previous: ResourceState): Promise<ResourceState> {
  return await perform(target, "same", async () => {
    const state = finished(target, previous.id, previous.outputs);
    await target.run.journal.record({ was: previous, is: state });
    return state;
  });
}

async function update(target: Target, previous: ResourceState): Promise<ResourceState> {
  const { run, resource, provider, plan } = target;
  return await perform(target, "update", async () => {
    const pending = { operation: "update", resource: previous } as const;
    const { outputs } = await ask(run, pending, async () => {
      if (provider === undefined) return { outputs: {} };
      const { urn } = resource;
      const [olds, news] = [unwrapSecrets(previous.outputs), unwrapSecrets(plan.inputs)];
      return await provider.update({ urn, id: previous.id, olds, news, preview: run.preview });
    });
    const state = finished(target, previous.id, outputs);
    await run.journal.settle(pending, { was: previous, is: state });
    return state;
  });
}

async function replace(target: Target, previous: ResourceState): Promise<ResourceState> {
  if (!target.plan.deleteFirst) return await create(target, "create-replacement", previous);
  await deleteBeforeReplace(target.run, previous);
  return await create(target, "create-replacement");
}

/** Asks a provider for an operation, which is pending in the journal until it answers. */
async function ask<Answer>(
  run: Deployment,
  pending: PendingOperation,
  question: () => Promise<Answer>,
): Promise<Answer> {
  await run.journal.begin(pending);
  try {
    return await question();
  } catch (error) {
    // A refusal is an answer too: nothing has happened.
    await run.journal.settle(pending);
    throw error;
  }
}

async function perform(target: Target, op: Operation, work: () => Promise<ResourceState>): Promise<ResourceState> {
  const { run, resource, plan } = target;
  const { diffs, replaces } = plan;
  return await run.progress.perform({ op, urn: resource.urn, type: resource.goal.type, diffs, replaces }, work);
}

/** The state of the resource after the step, with secrets marked again. */
function finished({ resource, reference, plan }: Target, id: string, outputs: Properties): ResourceState {
  const { inputs } = plan;
  const sealed = markNamedSecrets(markSecretsLike(outputs, inputs), resource.goal.additionalSecretOutputs);
  return toState(resource, { id, inputs, outputs: sealed, provider: reference });
}
