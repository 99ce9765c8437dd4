import type { IncomingMessage, ServerResponse } from "node:http";
import { systemCode } from "../errors.ts";

/** The errors with which Node.js refuses the head of a response. https://nodejs.org/api/errors.html */
const unsayable: ReadonlySet<string | undefined> = new Set([
  "ERR_HTTP_INVALID_STATUS_CODE",
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_INVALID_CHAR",
  "ERR_INVALID_HTTP_TOKEN",
]);

/**
 * Begins a response. Header values are bytes, written as Latin-1, which changes none of them.
 *
 * @returns Whether it has begun: it cannot with an invalid status or header, which is the function's mistake.
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
 * Sends the head before there is a body: an event stream may be silent for a long time.
 * `flushHeaders` would treat the bytes of headers as text, and write them as UTF-8.
 */
export function flushHead(response: ServerResponse): void {
  response.write(Buffer.alloc(0));
}

/**
 * Streams a function's response to the client. One that fails in the middle also breaks the connection to the client, so that
 * a part is not taken for the whole.
 *
 * @param headers - Its headers, with the platform's changes.
 * @returns Whether it has begun. If not, the caller must answer.
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
