import { CloudError } from "../../../../contract.ts";
import { type ByteRange, parseRange, type StoredObject } from "../../../../engines/objects/index.ts";
import type { ApiAnswer, ApiCall } from "../../api/index.ts";
import { crc32c } from "../../crc32c.ts";
import { etagOfObject } from "./resource.ts";

/** https://cloud.google.com/storage/docs/xml-api/reference-headers */
function headersOf(object: StoredObject, bytes: Uint8Array): Record<string, string> {
  const { generation, revision, size, md5, modified, description } = object;
  const {
    contentType = "application/octet-stream",
    contentEncoding,
    contentLanguage,
    contentDisposition,
  } = description;
  const optional = {
    "content-encoding": contentEncoding,
    "content-language": contentLanguage,
    "content-disposition": contentDisposition,
  };
  return {
    "content-type": contentType,
    "cache-control": description.cacheControl ?? "private, max-age=0, must-revalidate, no-transform",
    etag: etagOfObject(object),
    "last-modified": new Date(modified).toUTCString(),
    "x-goog-generation": String(generation),
    "x-goog-metageneration": String(revision),
    "x-goog-hash": `crc32c=${crc32c(bytes)},md5=${md5}`,
    "x-goog-storage-class": "STANDARD",
    "x-goog-stored-content-encoding": contentEncoding ?? "identity",
    "x-goog-stored-content-length": String(size),
    ...Object.fromEntries(
      Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}

/** @throws CloudError `OUT_OF_RANGE` */
function rangeIn({ headers }: ApiCall, { size }: StoredObject): ByteRange | undefined {
  const range = parseRange(headers.range, size);
  if (range !== "unsatisfiable") return range;
  throw new CloudError("OUT_OF_RANGE", "The requested range cannot be satisfied.", 416);
}

/** The bytes of an object, or a range of them. https://cloud.google.com/storage/docs/json_api/v1/objects/get */
export function download(call: ApiCall, object: StoredObject, bytes: Uint8Array): ApiAnswer {
  const headers = headersOf(object, bytes);
  const range = rangeIn(call, object);
  if (range === undefined) return { status: 200, headers, body: bytes };
  const { start, end } = range;
  const part = { "content-range": `bytes ${start}-${end - 1}/${object.size}` };
  return { status: 206, headers: { ...headers, ...part }, body: bytes.subarray(start, end) };
}
