import { CloudError, type StoredResource } from "../../../../contract.ts";
import type { ObjectPage, StoredObject } from "../../../../engines/objects/index.ts";
import { callLimit } from "../../../../limits.ts";
import { type ApiAnswer, element, type XmlContent, xmlDocument } from "../../api/index.ts";
import { bucketKey } from "../container.ts";
import type { ContainerCall } from "./call.ts";
import { etagOf } from "./headers.ts";

/** "the server will return up to 5,000 items" */
const largestPage = 5_000;

function propertiesOf(blob: StoredObject): XmlContent {
  const { contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl } = blob.description;
  return [
    element("Creation-Time", new Date(blob.created).toUTCString()),
    element("Last-Modified", new Date(blob.modified).toUTCString()),
    element("Etag", etagOf(blob).replaceAll('"', "")),
    element("Content-Length", String(blob.size)),
    element("Content-Type", contentType),
    element("Content-Encoding", contentEncoding),
    element("Content-Language", contentLanguage),
    element("Content-MD5", blob.md5),
    element("Cache-Control", cacheControl),
    element("Content-Disposition", contentDisposition),
    element("BlobType", "BlockBlob"),
    element("AccessTier", "Hot"),
    element("LeaseStatus", "unlocked"),
    element("LeaseState", "available"),
    element("ServerEncrypted", "true"),
  ];
}

function blobElement(blob: StoredObject, withMetadata: boolean): string {
  const metadata = Object.entries(blob.description.metadata ?? {}).map(([name, value]) => element(name, value));
  return element("Blob", [
    element("Name", blob.name),
    element("Properties", propertiesOf(blob)),
    ...(withMetadata ? [element("Metadata", metadata)] : []),
  ]);
}

function limitOf(text: string | null): number {
  const limit = Number(text ?? largestPage);
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, largestPage);
  throw new CloudError(
    "OutOfRangeQueryParameterValue",
    "One of the query parameters specified in the request URI is outside the permissible range.",
  );
}

/** https://learn.microsoft.com/rest/api/storageservices/list-blobs */
export function listBlobs({ request, objects, name }: ContainerCall, container: StoredResource): ApiAnswer {
  const { query } = request;
  const [prefix, delimiter, marker] = ["prefix", "delimiter", "marker"].map((key) => query.get(key) ?? "");
  const page: ObjectPage = objects.list(bucketKey(container.id), {
    limit: limitOf(query.get("maxresults")),
    ...(prefix && { prefix }),
    ...(delimiter && { delimiter }),
    ...(marker && { after: Buffer.from(marker, "base64url").toString() }),
  });
  const included = query.get("include") ?? "";
  if (!["", "metadata"].includes(included))
    throw callLimit(`the simulator lists blobs with metadata, not with ${included}`);
  const content = [
    element("Prefix", prefix),
    element("Marker", marker),
    element("MaxResults", query.get("maxresults") ?? undefined),
    element("Delimiter", delimiter || undefined),
    element("Blobs", [
      ...page.objects.map((blob) => blobElement(blob, included !== "")),
      ...page.prefixes.map((folder) => element("BlobPrefix", [element("Name", folder)])),
    ]),
    element("NextMarker", page.next === undefined ? "" : Buffer.from(page.next).toString("base64url")),
  ];
  const body = xmlDocument(element("EnumerationResults", content, { ContainerName: name }));
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}
