import { createHash } from "node:crypto";
import { CloudError } from "../../../../contract.ts";
import { type ObjectDescription, type StoredObject, testPreconditions } from "../../../../engines/objects/index.ts";
import type { ApiRequest } from "../../api/index.ts";
import { conditionNotMet } from "./errors.ts";

type Headers = Readonly<Record<string, string>>;

const metadataPrefix = "x-ms-meta-";

/** It changes with the content and with the description. */
export function etagOf({ generation, revision }: StoredObject): string {
  return `"0x${generation.toString(16)}${revision.toString(16).padStart(2, "0")}"`.toUpperCase().replace("0X", "0x");
}

/** The headers that have a value. */
export function present(headers: Readonly<Record<string, string | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function textOf({ headers }: ApiRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** https://learn.microsoft.com/rest/api/storageservices/setting-and-retrieving-properties-and-metadata-for-blob-resources */
export function metadataIn({ headers }: ApiRequest): Headers {
  const given = Object.entries(headers).filter(([name]) => name.startsWith(metadataPrefix));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(metadataPrefix.length), String(value)]));
}

/** https://learn.microsoft.com/rest/api/storageservices/set-blob-properties#request-headers-all-blob-types */
export function propertiesIn(request: ApiRequest): Omit<ObjectDescription, "metadata"> {
  return present({
    contentType: textOf(request, "x-ms-blob-content-type"),
    contentEncoding: textOf(request, "x-ms-blob-content-encoding"),
    contentLanguage: textOf(request, "x-ms-blob-content-language"),
    contentDisposition: textOf(request, "x-ms-blob-content-disposition"),
    cacheControl: textOf(request, "x-ms-blob-cache-control"),
  });
}

/**
 * The description of a blob that is uploaded.
 * https://learn.microsoft.com/rest/api/storageservices/put-blob#request-headers-all-blob-types
 *
 * @param own - The content type of the request itself, if its body is the blob. @default the default of blobs
 */
export function descriptionIn(request: ApiRequest, own = "application/octet-stream"): ObjectDescription {
  return { contentType: own, ...propertiesIn(request), metadata: metadataIn(request) };
}

/**
 * Response headers that a signed URL sets.
 * https://learn.microsoft.com/rest/api/storageservices/create-service-sas#specify-query-parameters-to-override-response-headers-blob-storage-and-azure-files-only
 */
export function signedHeaders({ method, query }: ApiRequest): Headers {
  if (method !== "GET" && method !== "HEAD") return {};
  return present({
    "cache-control": query.get("rscc") ?? undefined,
    "content-disposition": query.get("rscd") ?? undefined,
    "content-encoding": query.get("rsce") ?? undefined,
    "content-language": query.get("rscl") ?? undefined,
    "content-type": query.get("rsct") ?? undefined,
  });
}

/** The headers that identify the version of a blob. */
export function versionHeaders(object: StoredObject): Headers {
  return { etag: etagOf(object), "last-modified": new Date(object.modified).toUTCString() };
}

/** https://learn.microsoft.com/rest/api/storageservices/get-blob-properties#response-headers */
export function blobHeaders(object: StoredObject): Headers {
  const { contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl } = object.description;
  const metadata = Object.entries(object.description.metadata ?? {});
  return {
    ...versionHeaders(object),
    ...present({
      "content-type": contentType,
      "content-encoding": contentEncoding,
      "content-language": contentLanguage,
      "content-disposition": contentDisposition,
      "cache-control": cacheControl,
    }),
    ...Object.fromEntries(metadata.map(([name, value]) => [metadataPrefix + name, value])),
    "accept-ranges": "bytes",
    "x-ms-blob-type": "BlockBlob",
    "x-ms-access-tier": "Hot",
    "x-ms-creation-time": new Date(object.created).toUTCString(),
    ...{ "x-ms-lease-status": "unlocked", "x-ms-lease-state": "available", "x-ms-server-encrypted": "true" },
  };
}

/**
 * Tests the conditions of a request.
 * https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations
 *
 * @throws CloudError `ConditionNotMet`, with 304 if the request only reads.
 */
export function requireConditions(request: ApiRequest, current: StoredObject | undefined): void {
  const list = (name: string) => textOf(request, name)?.split(/\s*,\s*/);
  const time = (name: string) => {
    const parsed = Date.parse(textOf(request, name) ?? "");
    return Number.isNaN(parsed) ? undefined : parsed;
  };
  const conditions = {
    ifMatch: list("if-match"),
    ifNoneMatch: list("if-none-match"),
    ifModifiedSince: time("if-modified-since"),
    ifUnmodifiedSince: time("if-unmodified-since"),
  };
  const validators = current && { etag: etagOf(current), modified: current.modified };
  const result = testPreconditions(conditions, validators);
  if (result === "met") return;
  const isRead = request.method === "GET" || request.method === "HEAD";
  throw conditionNotMet(result === "unmodified" && isRead ? 304 : 412);
}

/** "If the two hashes don't match, the operation fails with error code 400 (Bad Request)." */
export function requireDigest({ headers, body }: ApiRequest): void {
  const expected = headers["content-md5"];
  if (expected === undefined || expected === createHash("md5").update(body).digest("base64")) return;
  throw new CloudError(
    "Md5Mismatch",
    "The MD5 value specified in the request did not match the MD5 value calculated by the server.",
  );
}
