import { isFields } from "../contract/values.ts";

type Mutable = Record<string, unknown>;

const isMutable = (value: unknown): value is Mutable => isFields(value);

/** How Pulumi marks an archive: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const signature = "4dabf18193072939515e22adb298388d";
const archiveMark = "0def7320c3a5731c473e5ecbe6d01bc7";

/** What is behind the SDK's proxies: https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/proxy.ts */
function unwrapped(value: unknown): unknown {
  let inner = value;
  while (isFields(inner) && inner.__isSpecialProxy === true) inner = inner.__getSpecialProxyTarget;
  return inner;
}

/** Whether a value is an archive that is made of assets, as classes of any copy of Pulumi's SDK mark it. */
const isAssetArchive = (value: unknown): value is { readonly assets: unknown } =>
  isFields(value) && value.__pulumiArchive === true && "assets" in value;

/**
 * An archive as it is sent. The SDK writes the names of its assets only, which the engine refuses as `unexpected archive contents`:
 * https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/deserialize.ts (serializeProperty)
 */
async function archiveOf(archive: { readonly assets: unknown }): Promise<object> {
  const assets = await archive.assets;
  const parts = isFields(assets) ? Object.entries(assets) : [];
  const written = parts.map(async ([name, asset]) => [name, await sent(asset)] as const);
  return { [signature]: archiveMark, assets: Object.fromEntries(await Promise.all(written)) };
}

const sent = async (value: unknown): Promise<unknown> => (isAssetArchive(value) ? await archiveOf(value) : value);

/** Sets a property, and what it is in where that is not there yet. */
function set(fields: Mutable, path: string, value: unknown): void {
  const [name = path, ...rest] = path.split(".");
  if (rest.length === 0) {
    fields[name] = value;
    return;
  }
  if (!isMutable(fields[name])) fields[name] = {};
  const inner = fields[name];
  if (isMutable(inner)) set(inner, rest.join("."), value);
}

/**
 * Changes the properties of a resource. They are changed in place: a copy would be without what is not known yet, and without the marks of
 * secrets.
 */
export async function remedied(
  props: Mutable,
  changes: readonly Readonly<Record<string, unknown>>[],
): Promise<Mutable> {
  for (const change of changes) for (const [path, value] of Object.entries(change)) set(props, path, value);
  const raw = unwrapped(props);
  for (const [name, value] of isMutable(raw) ? Object.entries(raw) : []) {
    if (isAssetArchive(value)) props[name] = await archiveOf(value);
  }
  return props;
}
