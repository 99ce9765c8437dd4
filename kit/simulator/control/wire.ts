import { resolve } from "node:path";

/** Marks special objects in Pulumi's wire format: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
export const signatureKey = "4dabf18193072939515e22adb298388d";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** Stands for a value that a preview cannot know yet. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An object of the wire, or of plain JSON. */
export type WireObject = Readonly<Record<string, unknown>>;

export interface WireAsset extends WireObject {
  readonly path?: string;
  readonly text?: string;
  readonly uri?: string;
  readonly hash?: string;
}

export interface WireArchive extends WireAsset {
  readonly assets?: WireObject;
}

export function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isAsset(value: unknown): value is WireAsset {
  return isObject(value) && value[signatureKey] === assetSignature;
}

export function isArchive(value: unknown): value is WireArchive {
  return isObject(value) && value[signatureKey] === archiveSignature;
}

/** Whether a value is unknown, or has an unknown value somewhere inside. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** A value as clouds receive it: with secrets and outputs unwrapped, and resources replaced by their ids. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  switch (value[signatureKey]) {
    case secretSignature:
      return plain(value.value);
    case outputSignature:
      return "value" in value ? plain(value.value) : unknownValue;
    case resourceSignature:
      return value.id ?? value.urn;
    default:
      return plainObject(value);
  }
}

export function plainObject(value: WireObject): WireObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** An object whose assets and archives have paths resolved against a folder. */
export function locateAssets(value: WireObject, root: string): WireObject {
  const locate = (member: unknown): unknown => {
    if (Array.isArray(member)) return member.map(locate);
    return isObject(member) ? locateAssets(member, root) : member;
  };
  const located = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, locate(member)]));
  const isFile = (isAsset(value) || isArchive(value)) && typeof value.path === "string";
  return isFile ? { ...located, path: resolve(root, value.path) } : located;
}

/** An object without the records that providers keep in it for themselves, such as `__defaults`. */
export function withoutNotes(object: WireObject): WireObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.startsWith("__")));
}

/** The type token in a URN: `urn:pulumi:stack::project::parent$type::name`. https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
export function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** The project in a URN. */
export function projectOf(urn: string): string {
  return urn.split("::")[1] ?? "";
}

/** The logical name in a URN, which may itself contain `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** An archive at a path, as it goes over the wire. */
export function archiveAt(path: string): WireArchive {
  return { [signatureKey]: archiveSignature, path };
}
