import { type Properties, unknownValue } from "../provider.ts";

/** The keys and values with which Pulumi marks special objects: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const assetSignatures: readonly unknown[] = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];

interface Secret {
  readonly [signatureKey]: typeof secretSignature;
  readonly value: unknown;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is Secret {
  return isObject(value) && value[signatureKey] === secretSignature;
}

/** An asset or archive in the wire format. The engine treats it as a single value. */
export function isAsset(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && assetSignatures.includes(value[signatureKey]);
}

/** A resource as a value. Providers receive its id, or its URN if it is a component. */
export function isResourceReference(value: unknown): value is { readonly urn: unknown; readonly id?: unknown } {
  return isObject(value) && value[signatureKey] === resourceSignature;
}

/** Marks a value as secret, unless it is already. */
export function markSecret(value: unknown): unknown {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

/** A value as a provider receives it: with secrets unwrapped, and resources as their ids. */
export function unwrapSecret(value: unknown): unknown {
  if (isSecret(value)) return unwrapSecret(value.value);
  if (isResourceReference(value)) return value.id || value.urn;
  if (Array.isArray(value)) return value.map(unwrapSecret);
  if (isObject(value)) return unwrapSecrets(value);
  return value;
}

/** Properties as a provider receives them. */
export function unwrapSecrets(properties: Properties): Properties {
  return mapProperties(properties, unwrapSecret);
}

export function containsSecret(value: unknown): boolean {
  return contains(value, isSecret);
}

/** Whether the value, or a part of it, is unknown in a preview. */
export function containsUnknown(value: unknown): boolean {
  return contains(value, (part) => part === unknownValue);
}

/**
 * Outputs of a provider, in which properties that were secret in the inputs are marked as secret again.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/plugin/provider_plugin.go (annotateSecrets)
 */
export function markSecretsLike(properties: Properties, given: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const before = given[key];
      if (isPlainObject(value) && isPlainObject(before)) return [key, markSecretsLike(value, before)];
      return [key, containsSecret(before) ? markSecret(value) : value];
    }),
  );
}

/** Properties, of which the named ones are marked as secret. */
export function markNamedSecrets(properties: Properties, names: readonly string[]): Properties {
  const named = names.filter((name) => name in properties).map((name) => [name, markSecret(properties[name])]);
  return { ...properties, ...Object.fromEntries(named) };
}

function isPlainObject(value: unknown): value is Properties {
  return isObject(value) && !isSecret(value) && !isAsset(value);
}

function contains(value: unknown, isWanted: (value: unknown) => boolean): boolean {
  if (isWanted(value)) return true;
  if (Array.isArray(value)) return value.some((item) => contains(item, isWanted));
  return isObject(value) && Object.values(value).some((item) => contains(item, isWanted));
}

function mapProperties(properties: Properties, change: (value: unknown) => unknown): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value)]));
}
