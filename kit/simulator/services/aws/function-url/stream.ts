import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseJson } from "../../../contract/read.ts";
import { flushHead } from "../../../hosts/pass-on.ts";
import { toHeaderText } from "../http/header-text.ts";
import { type FrontResponse, readHead, toNodeHeaders } from "../http/response.ts";
import { payloadRules } from "./payload.ts";

/** Changes the headers of a response on its way to the client. */
export type Decorate = (headers: FrontResponse["headers"]) => FrontResponse["headers"];

/** Separates the prelude of a streamed response from its body. https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html */
const separator = Buffer.alloc(8);

/** The beginning of a response: its head, and the part of the body that came with it. */
interface Start {
  readonly head: Omit<FrontResponse, "body">;
  readonly rest: Buffer;
}

async function readPrelude(parts: AsyncIterator<Buffer>): Promise<Start | undefined> {
  let seen = Buffer.alloc(0);
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    seen = Buffer.concat([seen, next.value]);
    const at = seen.indexOf(separator);
    if (at < 0) continue;
    const head = readHead(parseJson(seen.subarray(0, at).toString()), payloadRules);
    return head && { head, rest: seen.subarray(at + separator.length) };
  }
  return undefined;
}

/** Waits for the first bytes. `undefined`: the function failed before there were any, or its prelude is malformed. */
async function readStart(parts: AsyncIterator<Buffer>, contentType: string): Promise<Start | undefined> {
  try {
    if (contentType === "application/vnd.awslambda.http-integration-response") return await readPrelude(parts);
    const first = await parts.next();
    const head = { status: 200, headers: [["content-type", toHeaderText(contentType)]] } as const;
    return { head, rest: first.done === true ? Buffer.alloc(0) : first.value };
  } catch {
    // The function's log has the error; the caller answers the request.
    return undefined;
  }
}

/**
 * Sends a response while the function produces it.
 *
 * @returns Whether anything was sent: not when the function fails at the start.
 */
export async function sendStream(
  response: ServerResponse,
  contentType: string,
  body: Readable,
  decorate: Decorate,
): Promise<boolean> {
  const parts: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const start = await readStart(parts, contentType);
  if (start === undefined) return false;
  response.writeHead(start.head.status, toNodeHeaders(decorate(start.head.headers)));
  flushHead(response);
  const work = pipeline(async function* () {
    if (start.rest.length > 0) yield start.rest;
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
  }, response);
  // A function that fails has broken the connection, and its log says why. One whose client has disconnected runs to its end.
  await work.catch(() => readToEnd(body));
  return true;
}

/** Reads and discards the rest of a stream. */
async function readToEnd(body: Readable): Promise<void> {
  if (body.destroyed) return;
  body.removeAllListeners("readable");
  await new Promise((resolve) => body.once("close", resolve).resume());
}
