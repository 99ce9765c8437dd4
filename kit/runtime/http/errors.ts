/** One thing that is wrong with a request's content. */
export interface Issue {
  /** Where: a JSON Pointer (RFC 6901) into the body, or into the query's parameters. `""` is the whole. */
  readonly pointer: string;
  readonly message: string;
}

/** What a client is told of a failure. */
export interface HttpErrorOptions {
  /** A word for programs. @default the status's own, such as `"not_found"` */
  readonly code?: string;
  /** What is wrong with this request, and the way out, as a sentence. @default none */
  readonly detail?: string;
  /** What is wrong with the content, item by item. @default none */
  readonly issues?: readonly Issue[];
  /** Further response headers: `{ "retry-after": "10" }`. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** The error this one was caused by. It is logged, and not sent. @default none */
  readonly cause?: unknown;
}

/** Title and code of the statuses that are used. https://www.iana.org/assignments/http-status-codes */
const statuses: Readonly<Record<number, readonly [title: string, code: string]>> = {
  400: ["Bad Request", "bad_request"],
  401: ["Unauthorized", "unauthorized"],
  403: ["Forbidden", "forbidden"],
  404: ["Not Found", "not_found"],
  405: ["Method Not Allowed", "method_not_allowed"],
  406: ["Not Acceptable", "not_acceptable"],
  409: ["Conflict", "conflict"],
  410: ["Gone", "gone"],
  412: ["Precondition Failed", "precondition_failed"],
  413: ["Content Too Large", "content_too_large"],
  415: ["Unsupported Media Type", "unsupported_media_type"],
  422: ["Unprocessable Content", "unprocessable_content"],
  429: ["Too Many Requests", "too_many_requests"],
  500: ["Internal Server Error", "internal_error"],
  501: ["Not Implemented", "not_implemented"],
  502: ["Bad Gateway", "bad_gateway"],
  503: ["Service Unavailable", "unavailable"],
  504: ["Gateway Timeout", "deadline_exceeded"],
};

function describe(status: number): readonly [title: string, code: string] {
  return statuses[status] ?? [`Status ${status}`, `status_${status}`];
}

/**
 * A failure that the client is told about. Thrown anywhere in a handler, it becomes the answer.
 *
 * @example
 * throw new HttpError(404, { code: "no_such_product", detail: `There is no product "${id}".` });
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly code: string;
  readonly options: HttpErrorOptions;

  /** @param status - From 400 to 599. */
  constructor(status: number, options: HttpErrorOptions = {}) {
    const [title, code] = describe(status);
    super(options.detail ?? title, { cause: options.cause });
    this.status = status;
    this.code = options.code ?? code;
    this.options = options;
  }
}

/** The failure to tell the client: of what is not meant for it, only that it happened. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  return new HttpError(500, { detail: "The function failed. Its log says why, under this request id.", cause: error });
}

/** A failure as a response: problem details, https://www.rfc-editor.org/rfc/rfc9457 */
export function problem(error: HttpError, requestId: string): Response {
  const { status, code, options } = error;
  const [title] = describe(status);
  const { detail, issues } = options;
  const body = { type: "about:blank", title, status, code, detail: detail ?? title, requestId, issues };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...options.headers },
  });
}

/** The error for a method that a resource does not have. `Allow` is required: RFC 9110 §15.5.6. */
export function methodNotAllowed(allowed: readonly string[]): HttpError {
  const list = allowed.join(", ");
  return new HttpError(405, { detail: `Use ${list}.`, headers: { allow: list } });
}
