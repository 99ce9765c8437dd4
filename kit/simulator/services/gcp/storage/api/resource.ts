import { createHash } from "node:crypto";
import { isRecord, textAt, textsAt } from "../../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource } from "../../../../contract.ts";
import type { ObjectDescription, StoredObject } from "../../../../engines/objects/index.ts";
import { callLimit } from "../../../../limits.ts";
import { crc32c } from "../../crc32c.ts";
import { etagOf } from "../../project.ts";

const texts = ["contentType", "contentEncoding", "contentLanguage", "contentDisposition", "cacheControl"] as const;

/** Further properties that a new object's resource may have and that are not stored as they are. */
const others = ["name", "bucket", "md5Hash", "crc32c", "size"] as const;

export function etagOfObject({ generation, revision }: StoredObject): string {
  return etagOf(String(generation), String(revision));
}

/**
 * An object in the API's form. https://cloud.google.com/storage/docs/json_api/v1/objects#resource-representations
 * @param origin - The origin that the API is called at.
 */
export function resourceOf(bucket: string, object: StoredObject, bytes: Uint8Array, origin: string): Properties {
  const { name, generation, revision, size, md5, description } = object;
  const path = `storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  const [created, updated] = [object.created, object.modified].map((time) => new Date(time).toISOString());
  return {
    kind: "storage#object",
    id: `${bucket}/${name}/${generation}`,
    selfLink: `${origin}/${path}`,
    mediaLink: `${origin}/download/${path}?generation=${generation}&alt=media`,
    ...{ name, bucket, generation: String(generation), metageneration: String(revision) },
    ...description,
    ...{ storageClass: "STANDARD", size: String(size), md5Hash: md5, crc32c: crc32c(bytes) },
    ...{ etag: etagOfObject(object), timeCreated: created, updated, timeStorageClassUpdated: created },
  };
}

/** A bucket in the API's form. https://cloud.google.com/storage/docs/json_api/v1/buckets#resource-representations */
export function bucketResource({ id, outputs }: StoredResource, origin: string): Properties {
  const { location, storageClass, labels, timeCreated, updated } = outputs;
  return {
    ...{ kind: "storage#bucket", id, name: id, selfLink: `${origin}/storage/v1/b/${id}` },
    ...{ location, storageClass, labels, timeCreated, updated },
  };
}

function requireKnown(given: Properties, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw callLimit(`the simulator's Cloud Storage does not keep ${unknown} of objects`);
}

/** The description of a new object, from its resource. */
export function descriptionIn(given: Properties): ObjectDescription {
  requireKnown(given, [...texts, ...others, "metadata"]);
  return describe({}, given);
}

/** A description changed by a patch: `null` removes a property. https://cloud.google.com/storage/docs/json_api/v1/how-tos/performance#patch */
export function patched(old: ObjectDescription, given: Properties): ObjectDescription {
  requireKnown(given, [...texts, "metadata"]);
  return describe(old, given);
}

/** A description changed by the given properties: `null` removes a property. */
export function describe(old: ObjectDescription, given: Properties): ObjectDescription {
  const kept = { ...old, ...Object.fromEntries(texts.flatMap((name) => (name in given ? [[name, given[name]]] : []))) };
  const described = textsAt(kept);
  const metadata = metadataOf(old, given);
  return { ...described, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) };
}

/** The custom metadata, which a patch may change in part. */
function metadataOf(old: ObjectDescription, { metadata }: Properties): Readonly<Record<string, string>> {
  if (metadata === null) return {};
  return textsAt({ ...old.metadata, ...(isRecord(metadata) ? metadata : {}) });
}

/** Verifies the checksums in a resource. https://cloud.google.com/storage/docs/data-validation#validation_performed_by_the_server */
export function requireChecksums(given: Properties, bytes: Uint8Array): void {
  for (const [name, field, calculated] of [
    ["MD5", "md5Hash", createHash("md5").update(bytes).digest("base64")],
    ["CRC32C", "crc32c", crc32c(bytes)],
  ] as const) {
    const stated = textAt(given, field);
    if (stated === undefined || stated === calculated) continue;
    const message = `Provided ${name} hash "${stated}" doesn't match calculated ${name} hash "${calculated}".`;
    throw new CloudError("INVALID_ARGUMENT", message, 400);
  }
}
