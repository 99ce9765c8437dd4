/** One thing that is wrong with a request's content. */
export interface Issue {
  /** Where: a JSON Pointer (RFC 6901) into the body, or into the query's parameters. `""` is the whole. */
  readonly pointer: string;
  readonly message: string;
}

/** What a client sees of a failure. */
export interface HttpErrorOptions {
  /** A code for programs. @default the status's own, such as `"not_found"` */
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

/** The titles of the statuses that are used. https://www.iana.org/assignments/http-status-codes */
const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  410: "Gone",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The codes that are not simply the title in snake case. */
const codes: Readonly<Record<number, string>> = { 500: "internal_error", 503: "unavailable", 504: "deadline_exceeded" };

function titleOf(status: number): string {
  return titles[status] ?? `Status ${status}`;
}

function codeOf(status: number): string {
  return codes[status] ?? titleOf(status).toLowerCase().replaceAll(" ", "_");
}

/**
 * A failure that the client is told about. Thrown anywhere in a handler, it becomes the answer.
 *
 * @example
 * throw new HttpError(404, { code: "no_such_product", detail: `The product "${id}" does not exist.` });
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly code: string;
  readonly options: HttpErrorOptions;

  /** @param status - From 400 to 599. */
  constructor(status: number, options: HttpErrorOptions = {}) {
    super(options.detail ?? titleOf(status), { cause: options.cause });
    this.status = status;
    this.code = options.code ?? codeOf(status);
    this.options = options;
  }
}

/** The failure that the client sees: of errors that are not meant for it, only that they happened. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  return new HttpError(500, { detail: "The function failed. Its log says why, under this request id.", cause: error });
}

/** A failure as a response: problem details, https://www.rfc-editor.org/rfc/rfc9457 */
export function problem(error: HttpError, requestId: string): Response {
  const { status, code, options } = error;
  const title = titleOf(status);
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
