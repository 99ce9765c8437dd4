import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { InvokeGoal } from "../monitor/transforms.ts";
import type { CheckFailure, Properties } from "../provider.ts";
import { findProvider } from "../providers/default-providers.ts";
import { markSecretsLike, unwrapSecrets } from "../state/values.ts";

/** The response of a provider's function. */
export interface InvokeAnswer {
  readonly outputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** Calls a function of a provider: `aws.getCallerIdentity()`. */
export async function invoke(run: Deployment, { token, args, provider, version }: InvokeGoal): Promise<InvokeAnswer> {
  if (token === getResource) return { outputs: describeResource(run, String(args.urn)), failures: [] };
  const reference = await findProvider(run, { type: token, version, provider });
  const instance = await run.instances.find(reference);
  // The SDK treats missing outputs as unknown in a preview, the only time when a provider is not configured.
  if (instance === undefined) return { outputs: {}, failures: [] };
  const { outputs, failures } = await instance.invoke({ token, args: unwrapSecrets(args) });
  return { outputs: markSecretsLike(outputs, args), failures };
}

/** The engine's own function with which the SDK resolves a reference to a resource. */
const getResource = "pulumi:pulumi:getResource";

function describeResource(run: Deployment, urn: string): Properties {
  const state = run.registrations.get(urn)?.state;
  if (state === undefined) throw new StepError(`The resource "${urn}" does not exist.`);
  return { urn, id: state.id, state: state.outputs };
}
