import type { IncomingMessage } from "node:http";
import { toHeaderText } from "./header-text.ts";

/** A request as the fronts of API Gateway and Function URLs see it. */
export interface FrontRequest {
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly rawPath: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  /** Lower-case names, several values joined by commas; without cookies. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every value of every header, in order. */
  readonly allHeaders: Readonly<Record<string, readonly string[]>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly received: number;
}

/** The body was larger than allowed. */
export const tooLarge: unique symbol = Symbol("too large");

/**
 * Content types that reach a function as text; all others, forms and `application/problem+json` among them, as base64.
 * AWS documents only that "binary" bodies are base64; this was measured on HTTP APIs:
 * https://github.com/ministackorg/ministack/pull/766
 */
const textual = /^(?:text\/[^;]+|application\/(?:json|javascript|xml))\s*(?:;.*)?$/i;

/** Whether a body is passed as text. One without a type, or compressed, is not. */
export function isTextual(headers: Readonly<Record<string, string>>): boolean {
  const encoding = headers["content-encoding"] ?? "identity";
  return encoding === "identity" && textual.test((headers["content-type"] ?? "").trim());
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | typeof tooLarge> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    // The rest is read and discarded, so that the client reads the response.
    if (size <= limit) parts.push(part);
  }
  return size > limit ? tooLarge : Buffer.concat(parts);
}

function collectHeaders(rawHeaders: readonly string[]): Record<string, string[]> {
  const all: Record<string, string[]> = Object.create(null);
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const values = all[name] ?? [];
    values.push(toHeaderText(rawHeaders[at + 1] ?? ""));
    all[name] = values;
  }
  return all;
}

/**
 * Headers that belong to the connection between client and front, which the function does not see.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const connectionHeaders = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The forwarding headers that the front adds, or extends if a proxy in front of it has set them. */
function addForwarding(
  all: Record<string, string[]>,
  request: IncomingMessage,
  sourceIp: string,
  traceId: string,
): void {
  const isSecure = "encrypted" in request.socket;
  all["x-forwarded-for"] = [[...(all["x-forwarded-for"] ?? []), sourceIp].join(", ")];
  all["x-forwarded-proto"] = [isSecure ? "https" : "http"];
  all["x-forwarded-port"] = [String(request.socket.localPort ?? "")];
  all["x-amzn-trace-id"] ??= [traceId];
}

/** Reads a request. @param limit - The largest body, in bytes. */
export async function readRequest(
  request: IncomingMessage,
  limit: number,
  now: number,
  traceId: string,
): Promise<FrontRequest | typeof tooLarge> {
  const sourceIp = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const body = await readBody(request, limit);
  if (body === tooLarge) return tooLarge;
  const all = collectHeaders(request.rawHeaders);
  addForwarding(all, request, sourceIp, traceId);
  for (const name of connectionHeaders) delete all[name];
  if (body.length > 0) all["content-length"] = [String(body.length)];
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const cookies = (all.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter((cookie) => cookie !== "");
  const joined = Object.entries(all).filter(([name]) => name !== "cookie");
  return {
    method: request.method ?? "GET",
    rawPath: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? "" : target.slice(mark + 1),
    headers: Object.fromEntries(joined.map(([name, values]) => [name, values.join(",")])),
    allHeaders: all,
    cookies,
    body,
    sourceIp,
    protocol: `HTTP/${request.httpVersion}`,
    received: now,
  };
}
