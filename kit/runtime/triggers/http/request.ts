import { HttpError, methodNotAllowed } from "./errors.ts";

/** Methods that fetch refuses to carry: https://fetch.spec.whatwg.org/#forbidden-method */
const forbidden = new Set(["CONNECT", "TRACE", "TRACK"]);
const usual = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** A name or an address, and a port. Anything else in the `host` header could reach into the path. */
const hostForm = /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;

/** A request as a platform hands it over. */
export interface RequestParts {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  /** The whole body, or a stream of it. A string only where there is a content type: `Request` would add one. */
  readonly body: string | Uint8Array | ReadableStream | null;
  /** Aborted when the client goes away. @default never aborted */
  readonly signal?: AbortSignal;
}

/** Is told of a header that no request can have. */
export type Drop = (name: string) => void;

/** Makes headers of what a platform hands over. One that cannot be represented is dropped, and nothing else. */
export function toHeaders(given: Iterable<readonly [name: string, value: string]>, drop: Drop): Headers {
  const headers = new Headers();
  for (const [name, value] of given) {
    try {
      headers.append(name, value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      drop(name);
    }
  }
  return headers;
}

/**
 * The address that a client asked for.
 *
 * @param target - Path and query, as on the request line.
 * @throws HttpError 400 for an invalid host.
 */
export function toUrl(protocol: "http" | "https", host: string, target: string): string {
  if (hostForm.test(host)) return `${protocol}://${host}${target}`;
  throw new HttpError(400, { detail: "The host header is not valid." });
}

/** The path of a request's address: the first slash after `https://` and a name. Parsing it would take longer. */
export function pathOf(url: string): string {
  return url.slice(url.indexOf("/", 8)).replace(/[?#].*/s, "");
}

/**
 * Builds a request from what a platform hands over, which is not always what a `Request` can carry.
 * A body that came with GET or HEAD has no meaning (RFC 9110 §9.3.1) and is dropped.
 *
 * @throws HttpError 400 or 405 when it cannot be answered.
 */
export function buildRequest({ url, method, headers, body, signal }: RequestParts): Request {
  if (forbidden.has(method.toUpperCase())) throw methodNotAllowed(usual);
  const address = URL.parse(url);
  if (address === null) throw new HttpError(400, { detail: "The address is not a valid URL." });
  const init = { method, headers, ...(signal === undefined ? {} : { signal }) };
  if (body === null || method === "GET" || method === "HEAD") return new Request(address, init);
  // Whatever the client declared: this is what there is, and what the body limit goes by.
  const isWhole = typeof body === "string" || body instanceof Uint8Array;
  if (isWhole) headers.set("content-length", String(Buffer.byteLength(body)));
  return new Request(address, { ...init, body, duplex: "half" });
}
