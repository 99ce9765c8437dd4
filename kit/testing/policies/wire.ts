import { asset, isSecret as isSecretOutput, Output } from "@pulumi/pulumi";
import { serializeProperty } from "@pulumi/pulumi/runtime/rpc.js";
import { isObject, isResourceReference, markSecret, type Properties } from "../../engine/index.ts";

const isMade = (value: unknown): boolean =>
  Output.isInstance(value) || asset.Asset.isInstance(value) || asset.Archive.isInstance(value);

/**
 * A value as the engine sends it to a pack: secrets, assets and archives are marked objects, and resources their ids. Without an engine the
 * SDK does not mark secrets.
 */
async function sent(value: unknown): Promise<unknown> {
  if (isMade(value)) {
    const written = await serializeProperty("inputs", value, new Set(), {});
    return Output.isInstance(value) && (await isSecretOutput(value)) ? markSecret(written) : written;
  }
  if (isResourceReference(value)) return value.id || value.urn;
  if (Array.isArray(value)) return await Promise.all(value.map(sent));
  return isObject(value) ? await allSent(value) : value;
}

/** Properties as the engine sends them to a pack, with what providers note there for themselves. */
export async function allSent(properties: Properties): Promise<Properties> {
  const entries = Object.entries(properties).map(async ([name, value]) => [name, await sent(value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  return isObject(value) ? shown(value) : value;
}

/** Properties without the notes of providers, such as `__defaults`: the engine keeps these from policies, but not from remediations. */
export const shown = (properties: Properties): Properties =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      name.startsWith("__") ? [] : [[name, withoutNotes(value)] as const],
    ),
  );
