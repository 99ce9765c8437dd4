import { CloudError } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiAnswer } from "../../api/index.ts";
import { stagingKey } from "../container.ts";
import type { BlobCall } from "./call.ts";
import { descriptionIn, requireDigest, versionHeaders } from "./headers.ts";

const encrypted = { "x-ms-request-server-encrypted": "true" };

/** The prefix of the names of a blob's uncommitted blocks. */
function prefixOf({ blob }: BlobCall): string {
  return `${encodeURIComponent(blob)}/`;
}

/** https://learn.microsoft.com/rest/api/storageservices/put-block */
export function putBlock(call: BlobCall): ApiAnswer {
  const { request, objects, id } = call;
  const block = request.query.get("blockid") ?? "";
  if (block === "") throw new CloudError("InvalidQueryParameterValue", "The value of blockid is missing.");
  requireDigest(request);
  const { md5 } = objects.put(stagingKey(id), prefixOf(call) + block, request.body);
  return { status: 201, headers: { "content-md5": md5, ...encrypted } };
}

/** The bytes of a block that a list names. */
function requireBlock(call: BlobCall, kind: string, block: string): Uint8Array {
  const { objects, id, current } = call;
  const staged = objects.find(stagingKey(id), prefixOf(call) + block);
  if (kind !== "Committed" && staged !== undefined) return objects.bytesOf(staged);
  if (kind === "Uncommitted" || current === undefined)
    throw new CloudError("InvalidBlockList", "The specified block list is invalid.");
  throw callLimit(
    "the simulator makes blobs of blocks that were put since the last list, not of blocks that they have",
  );
}

/** Creates a blob from blocks that were put before. https://learn.microsoft.com/rest/api/storageservices/put-block-list */
export function putBlockList(call: BlobCall): ApiAnswer {
  const { request, objects, id, bucket, blob } = call;
  const list = Buffer.from(request.body).toString();
  const entries = [...list.matchAll(/<(Committed|Uncommitted|Latest)>([^<]*)</g)];
  const blocks = entries.map(([, kind = "", block = ""]) => requireBlock(call, kind, block));
  const put = objects.put(bucket, blob, Buffer.concat(blocks), descriptionIn(request));
  const staging = stagingKey(id);
  for (const { name } of objects.list(staging, { prefix: prefixOf(call) }).objects) objects.remove(staging, name);
  return { status: 201, headers: { ...versionHeaders(put), ...encrypted } };
}
