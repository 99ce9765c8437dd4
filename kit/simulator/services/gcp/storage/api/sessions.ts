import { randomBytes } from "node:crypto";
import { CloudError, type Properties } from "../../../../contract.ts";
import type { ApiAnswer, ApiCall } from "../../api/index.ts";
import type { Sent } from "./multipart.ts";

/** A resumable upload: the call that began it, the object's resource, and the bytes received so far. */
interface Session {
  /** The authorized call that began it, with its preconditions. */
  readonly begun: ApiCall;
  readonly resource: Properties;
  readonly contentType: string | undefined;
  received: Buffer;
}

/** The part of the object that a request sends. */
interface Piece {
  /** The index of its first byte. `undefined`: the request only asks how much has been received. */
  readonly start: number | undefined;
  readonly total: number | undefined;
  /** Whether this is the last part of the object. */
  readonly isLast: boolean;
}

/** https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload */
function pieceIn({ headers, body }: ApiCall): Piece {
  const header = headers["content-range"];
  if (header === undefined) return { start: 0, total: body.byteLength, isLast: true };
  const [, first, last, size] = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(header) ?? [];
  if (size === undefined) throw new CloudError("INVALID_ARGUMENT", `Invalid Content-Range: ${header}`, 400);
  const total = size === "*" ? undefined : Number(size);
  const start = first === undefined ? undefined : Number(first);
  const isWhole = total === undefined ? last === "*" : (start ?? 0) + body.byteLength === total;
  return { start, total, isLast: start !== undefined && isWhole };
}

/** Uploads in several requests. They end with the simulator; in the cloud they expire after a week. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** Begins an upload, and responds with the address to send the object to. */
  begin(call: ApiCall, resource: Properties): ApiAnswer {
    const id = randomBytes(24).toString("base64url");
    const contentType = call.headers["x-upload-content-type"]?.toString();
    this.#sessions.set(id, { begun: call, resource, contentType, received: Buffer.alloc(0) });
    const location = `${call.origin}${call.path}?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location, "x-guploader-uploadid": id }, body: "" };
  }

  /**
   * Receives a part. Whoever knows the session's address may send: it was issued to an authorized caller.
   * https://cloud.google.com/storage/docs/resumable-uploads#session-uris
   *
   * @param finish - Called when the object is complete, with the call that began the upload.
   */
  take(call: ApiCall, finish: (begun: ApiCall, sent: Sent) => ApiAnswer): ApiAnswer {
    const id = call.query.get("upload_id") ?? "";
    const session = this.#sessions.get(id);
    if (session === undefined) throw new CloudError("NOT_FOUND", `No such upload: ${id}`, 404);
    const { start, total, isLast } = pieceIn(call);
    if (start !== undefined) {
      if (start > session.received.byteLength) {
        throw new CloudError(
          "INVALID_ARGUMENT",
          `The upload has only ${session.received.byteLength} bytes so far.`,
          400,
        );
      }
      session.received = Buffer.concat([session.received.subarray(0, start), call.body]);
    }
    const isComplete = isLast || total === session.received.byteLength;
    if (!isComplete) return progress(session.received.byteLength);
    this.#sessions.delete(id);
    const { begun, resource, contentType, received: bytes } = session;
    return finish(begun, { resource, bytes, contentType });
  }
}

/** https://cloud.google.com/storage/docs/performing-resumable-uploads#status-check */
function progress(received: number): ApiAnswer {
  return { status: 308, headers: received === 0 ? {} : { range: `bytes=0-${received - 1}` }, body: "" };
}
