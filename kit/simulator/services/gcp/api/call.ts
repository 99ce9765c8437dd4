import type { IncomingHttpHeaders } from "node:http";
import { isRecord, parseJson } from "../../../contract/read.ts";
import { CloudError, type Properties } from "../../../contract.ts";
import type { TokenCaller } from "../iam/index.ts";

/** A call of one of Google's REST APIs, by an authenticated or anonymous caller. */
export interface ApiCall extends TokenCaller {
  readonly method: string;
  /** As it was sent, with percent-encoded names. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The origin that was called, for addresses in responses: `http://127.0.0.1:5509`. */
  readonly origin: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The API of one service. */
export interface Api {
  /** Its host name at Google: `storage.googleapis.com`. */
  readonly host: string;
  /** Whether a path belongs to this API. In the cloud the host name tells; here all APIs have one address. */
  owns(path: string): boolean;
  /** Whether what is answered at a path is a stream: a list, in which an error stands too. @default it is not */
  streams?(path: string): boolean;
  /** @throws CloudError which is answered in the form that all APIs have. */
  handle(call: ApiCall): ApiAnswer | Promise<ApiAnswer>;
}

/** The JSON object that a request sends: an empty one without a body. @throws CloudError `INVALID_ARGUMENT` */
export function parseBody({ body }: ApiCall): Properties {
  const parsed = body.length === 0 ? {} : parseJson(body.toString());
  if (isRecord(parsed)) return parsed;
  throw new CloudError("INVALID_ARGUMENT", "Invalid JSON payload received. Expected an object.", 400);
}

/** A JSON response. */
export function json(body: unknown, status = 200): ApiAnswer {
  return { status, headers: { "content-type": "application/json; charset=UTF-8" }, body: JSON.stringify(body) };
}
