import { randomBytes } from "node:crypto";
import { CloudError, type Properties } from "../../../../contract.ts";
import type { ApiAnswer, ApiCall } from "../../api/index.ts";
import type { Sent } from "./multipart.ts";

/** A resumable upload: who began it, what is known of the object, and what has come of it. */
interface Session {
  /** The call that began it, which has the conditions, and was allowed. */
  readonly begun: ApiCall;
  readonly resource: Properties;
  readonly contentType: string | undefined;
  received: Buffer;
}

/** What a request sends of the object: where it starts, and how long the whole is, as far as that is known. */
interface Piece {
  /** `undefined` asks only how much has come. */
  readonly start: number | undefined;
  readonly total: number | undefined;
  /** Whether the object ends where this request does. */
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

/** Uploads in several requests. They end with the simulator, where in the cloud they end after a week. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** Begins an upload, and answers where to send the object. */
  begin(call: ApiCall, resource: Properties): ApiAnswer {
    const id = randomBytes(24).toString("base64url");
    const contentType = call.headers["x-upload-content-type"]?.toString();
    this.#sessions.set(id, { begun: call, resource, contentType, received: Buffer.alloc(0) });
    const location = `${call.origin}${call.path}?uploadType=resumable&upload_id=${id}`;
    return { status: 200, headers: { location, "x-guploader-uploadid": id }, body: "" };
  }

  /**
   * Takes what a request sends. Who knows the session's address may send: it was made for somebody who might.
   * https://cloud.google.com/storage/docs/resumable-uploads#session-uris
   *
   * @param finish - Is called when the object is complete, with the call that began the upload.
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
