import { isRecord, parseJson } from "../../../../contract/read.ts";
import { CloudError, type Properties } from "../../../../contract.ts";
import type { ApiCall } from "../../api/index.ts";

/** An uploaded object: its resource, and its bytes. */
export interface Sent {
  readonly resource: Properties;
  readonly bytes: Buffer;
  /** @default the resource's `contentType` */
  readonly contentType: string | undefined;
}

function invalid(why: string): CloudError {
  return new CloudError("INVALID_ARGUMENT", why, 400);
}

/** The object's resource. @throws CloudError `INVALID_ARGUMENT` */
export function parseResource(bytes: Buffer): Properties {
  const text = bytes.toString();
  const resource = text === "" ? {} : parseJson(text);
  if (isRecord(resource)) return resource;
  throw invalid("The metadata of the object is not a JSON object.");
}

const blankLine = "\r\n\r\n";

interface Part {
  readonly contentType: string | undefined;
  readonly bytes: Buffer;
}

/** The parts between the delimiters of a body. https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1 */
function partsOf(body: Buffer, boundary: string): readonly Part[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const end = body.indexOf(`\r\n--${boundary}`, start + delimiter.length);
    if (end < 0) break;
    const part = body.subarray(start + delimiter.length, end);
    const head = part.indexOf(blankLine);
    const [, contentType] = /^content-type:[ \t]*(.+?)[ \t]*$/im.exec(part.subarray(0, head).toString("latin1")) ?? [];
    if (head >= 0) parts.push({ contentType, bytes: part.subarray(head + blankLine.length) });
    start = end + 2;
  }
  return parts;
}

/** Parses an upload of resource and bytes in one request. https://cloud.google.com/storage/docs/uploading-objects#uploading-an-object */
export function parseMultipart({ headers, body }: Pick<ApiCall, "headers" | "body">): Sent {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(headers["content-type"] ?? "") ?? [];
  const [resource, media, ...rest] = partsOf(body, quoted ?? plain ?? "");
  if (resource === undefined || media === undefined || rest.length > 0) {
    throw invalid("A multipart upload has two parts: the metadata of the object, and its bytes.");
  }
  return { ...media, resource: parseResource(resource.bytes) };
}
