import { CloudError } from "../../../../contract.ts";
import { parseRange, type StoredObject } from "../../../../engines/objects/index.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiAnswer, ApiRequest } from "../../api/index.ts";
import { putBlock, putBlockList } from "./blocks.ts";
import type { BlobCall, Need, Operations } from "./call.ts";
import { blobNotFound } from "./errors.ts";
import {
  blobHeaders,
  descriptionIn,
  metadataIn,
  propertiesIn,
  requireConditions,
  requireDigest,
  versionHeaders,
} from "./headers.ts";

const read: Need = { action: "containers/blobs/read", permissions: "r", verb: "read" };
const write: Need = { action: "containers/blobs/write", permissions: "w", verb: "write" };
/** A signature may allow creating blobs without overwriting them. https://learn.microsoft.com/rest/api/storageservices/create-service-sas */
const create: Need = { ...write, permissions: "cw" };
const remove: Need = { action: "containers/blobs/delete", permissions: "d", verb: "delete" };

/** The current blob, if the request's conditions are met. @throws CloudError `BlobNotFound`, `ConditionNotMet`. */
function requireBlob({ request, current }: BlobCall): StoredObject {
  if (current === undefined) throw blobNotFound();
  requireConditions(request, current);
  return current;
}

/** https://learn.microsoft.com/rest/api/storageservices/get-blob */
function getBlob(call: BlobCall): ApiAnswer {
  const blob = requireBlob(call);
  const bytes = call.objects.bytesOf(blob);
  const { headers } = call.request;
  const range = parseRange(String(headers["x-ms-range"] ?? headers.range ?? ""), blob.size);
  if (range === "unsatisfiable") {
    throw new CloudError("InvalidRange", "The range specified is invalid for the current size of the resource.", 416);
  }
  if (range === undefined) return { status: 200, headers: fullHeaders(blob), body: bytes };
  const { start, end } = range;
  return {
    status: 206,
    headers: {
      ...blobHeaders(blob),
      "content-length": String(end - start),
      "content-range": `bytes ${start}-${end - 1}/${blob.size}`,
      "x-ms-blob-content-md5": blob.md5,
    },
    body: bytes.subarray(start, end),
  };
}

function fullHeaders(blob: StoredObject): NonNullable<ApiAnswer["headers"]> {
  return { ...blobHeaders(blob), "content-length": String(blob.size), "content-md5": blob.md5 };
}

/** https://learn.microsoft.com/rest/api/storageservices/put-blob */
function putBlob(call: BlobCall): ApiAnswer {
  const { request, objects, bucket, blob, current } = call;
  const type = request.headers["x-ms-blob-type"];
  if (type !== "BlockBlob") throw callLimit(`the simulator has block blobs only, not ${type}`);
  requireUploadable(request, current);
  requireDigest(request);
  const put = objects.put(bucket, blob, request.body, descriptionIn(request, request.headers["content-type"]));
  const headers = { ...versionHeaders(put), "content-md5": put.md5, "x-ms-request-server-encrypted": "true" };
  return { status: 201, headers };
}

function requireUploadable(request: ApiRequest, current: StoredObject | undefined): void {
  if (current !== undefined && request.headers["if-none-match"] === "*") {
    throw new CloudError("BlobAlreadyExists", "The specified blob already exists.", 409);
  }
  requireConditions(request, current);
}

/** https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata */
function setMetadata(call: BlobCall): ApiAnswer {
  const blob = requireBlob(call);
  const described = call.objects.describe(blob, { ...blob.description, metadata: metadataIn(call.request) });
  return { status: 200, headers: versionHeaders(described) };
}

/** Properties that are not set are cleared. https://learn.microsoft.com/rest/api/storageservices/set-blob-properties */
function setProperties(call: BlobCall): ApiAnswer {
  const blob = requireBlob(call);
  const { metadata = {} } = blob.description;
  const described = call.objects.describe(blob, { ...propertiesIn(call.request), metadata });
  return { status: 200, headers: versionHeaders(described) };
}

/** https://learn.microsoft.com/rest/api/storageservices/delete-blob */
function deleteBlob(call: BlobCall): ApiAnswer {
  requireBlob(call);
  call.objects.remove(call.bucket, call.blob);
  return { status: 202, headers: { "x-ms-delete-type-permanent": "true" } };
}

export const blobOperations: Operations<BlobCall> = {
  GET: { need: read, run: getBlob },
  HEAD: { need: read, run: (call) => ({ status: 200, headers: fullHeaders(requireBlob(call)) }) },
  PUT: { need: write, needForNew: create, run: putBlob },
  DELETE: { need: remove, run: deleteBlob },
  "PUT metadata": { need: write, run: setMetadata },
  "PUT properties": { need: write, run: setProperties },
  "PUT block": { need: write, needForNew: create, run: putBlock },
  "PUT blocklist": {
    need: write,
    needForNew: create,
    run(call) {
      requireUploadable(call.request, call.current);
      return putBlockList(call);
    },
  },
};
