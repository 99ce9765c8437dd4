import type { Deployment, StackConfig } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import { plainGoal } from "../monitor/goal.ts";
import type { Properties } from "../provider.ts";
import { buildReference, packageOf, providerType } from "../state/urn.ts";
import { markSecret } from "../state/values.ts";
import { claim } from "../steps/claim.ts";
import { registerProvider } from "./provider-resource.ts";

/** A resource or an invoke that needs a provider. */
export interface ProviderNeed {
  /** Its type or token. */
  readonly type: string;
  /** The version of the SDK that asks. */
  readonly version: string;
  /** Its explicit provider. */
  readonly provider: string | undefined;
}

/**
 * The provider of a resource or invoke: its explicit one, or the default provider of its package, which is registered when it
 * is first needed.
 * https://www.pulumi.com/docs/iac/concepts/resources/providers/#default-provider-configuration
 */
export async function findProvider(run: Deployment, need: ProviderNeed): Promise<string> {
  if (need.provider !== undefined) return need.provider;
  const packageName = packageOf(need.type);
  if (isDisabled(run.config, packageName)) {
    throw new StepError(
      `Default provider for '${packageName}' disabled. '${need.type}' must use an explicit provider.`,
    );
  }
  const name = defaultName(need.version);
  const key = `${packageName}::${name}`;
  const known = run.defaultProviders.get(key);
  if (known !== undefined) return await known;
  const reference = registerDefault(run, packageName, name, need.version);
  run.defaultProviders.set(key, reference);
  return await reference;
}

async function registerDefault(run: Deployment, packageName: string, name: string, version: string): Promise<string> {
  const inputs = packageConfig(run.config, packageName);
  const goal = { ...plainGoal, type: providerType(packageName), name, version, inputs };
  return buildReference(await registerProvider(run, claim(run, goal)));
}

/** `default_7_48_0`, as https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/providers/provider.go names it. */
function defaultName(version: string): string {
  return version === "" ? "default" : `default_${version.replaceAll(/[^A-Za-z0-9]/g, "_")}`;
}

/** The settings of a provider in the stack's configuration: `aws:region` is the input `region` of aws. */
function packageConfig(config: StackConfig, packageName: string): Properties {
  const prefix = `${packageName}:`;
  return Object.fromEntries(
    Object.entries(config.values)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), config.secretKeys.includes(key) ? markSecret(value) : value]),
  );
}

const disabledKey = "pulumi:disable-default-providers";

/** https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers */
function isDisabled(config: StackConfig, packageName: string): boolean {
  const value = config.values[disabledKey];
  if (value === undefined) return false;
  const disabled = parseList(value);
  return disabled.includes("*") || disabled.includes(packageName);
}

function parseList(json: string): readonly unknown[] {
  const wanted = `${disabledKey} must be a list of package names, or ["*"].`;
  try {
    const list: unknown = JSON.parse(json);
    if (Array.isArray(list)) return list;
  } catch (cause) {
    throw new StepError(`${wanted} ${String(cause)}`);
  }
  throw new StepError(wanted);
}
