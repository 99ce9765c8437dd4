import type { IncomingMessage, ServerResponse } from "node:http";
import { systemCode } from "../errors.ts";

/** How Node.js refuses the head of a response. https://nodejs.org/api/errors.html */
const unsayable: ReadonlySet<string | undefined> = new Set([
  "ERR_HTTP_INVALID_STATUS_CODE",
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_INVALID_CHAR",
  "ERR_INVALID_HTTP_TOKEN",
]);

/**
 * Begins a response. Header values are bytes, written as Latin-1, which changes none of them.
 *
 * @returns Whether it has begun: not with a status or a header that HTTP cannot say, which is the function's mistake.
 */
export function begin(
  response: ServerResponse,
  status: number,
  headers: readonly string[] | Record<string, string | number | string[]>,
): boolean {
  try {
    response.writeHead(status, isList(headers) ? [...headers] : headers);
    return true;
  } catch (error) {
    if (unsayable.has(systemCode(error))) return false;
    throw error;
  }
}

function isList(headers: Parameters<typeof begin>[2]): headers is readonly string[] {
  return Array.isArray(headers);
}

/**
 * Sends what was begun before there is a body: an event stream may have nothing to say for a long time.
 * `flushHeaders` would take the bytes of headers for text, and write them as UTF-8.
 */
export function flushHead(response: ServerResponse): void {
  response.write(Buffer.alloc(0));
}

/**
 * Sends a function's response on while it comes. One that fails in the middle breaks the connection to the client as
 * well, so that nobody takes a part for the whole.
 *
 * @param headers - Its headers, with what the platform changes of them.
 * @returns Whether it has begun: the caller answers for one that cannot.
 */
export function passOn(back: IncomingMessage, response: ServerResponse, headers: readonly string[]): boolean {
  if (!begin(response, back.statusCode ?? 0, headers)) return false;
  flushHead(response);
  back.once("aborted", () => {
    if (!response.writableEnded) response.destroy();
  });
  back.pipe(response);
  return true;
}
