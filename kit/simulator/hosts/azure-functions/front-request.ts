import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** A request with what the platform adds to it in front of an app. */
export interface FrontRequest {
  readonly message: IncomingMessage;
  /** The invocation's id. */
  readonly id: string;
  /** The address as the caller wrote it. */
  readonly url: URL;
  /** The request's headers with those that the front adds. */
  readonly headers: Readonly<Record<string, string>>;
}

const hostPattern = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Reads a request as the front does. `undefined` when its Host header is not a host, or its target is not a path. */
export function frontRequest(
  message: IncomingMessage,
  publicHost: string,
  isSecure: boolean,
): FrontRequest | undefined {
  const host = message.headers.host ?? publicHost;
  const protocol = isSecure ? "https" : "http";
  const target = message.url ?? "/";
  if (!hostPattern.test(host) || !URL.canParse(`${protocol}://${host}${target}`)) return undefined;
  return {
    message,
    id: randomUUID(),
    url: new URL(`${protocol}://${host}${target}`),
    headers: { ...flat(message.headers), host, ...added(message, host, protocol, publicHost) },
  };
}

/**
 * Headers that the front adds. The caller's own X-Forwarded-For stays in front of its address.
 * https://learn.microsoft.com/azure/app-service/configure-language-nodejs#detect-https-session
 */
function added(message: IncomingMessage, host: string, protocol: string, publicHost: string): Record<string, string> {
  const address = `${message.socket.remoteAddress ?? "127.0.0.1"}:${message.socket.remotePort ?? 0}`;
  const before = message.headers["x-forwarded-for"];
  const target = message.url ?? "/";
  return {
    "client-ip": address,
    "disguised-host": host,
    "max-forwards": "10",
    "was-default-hostname": publicHost,
    "x-appservice-proto": protocol,
    "x-arr-log-id": randomUUID(),
    "x-forwarded-for": before === undefined ? address : `${before}, ${address}`,
    "x-forwarded-proto": protocol,
    "x-original-url": target,
    "x-site-deployment-id": publicHost.split(".")[0] ?? publicHost,
    "x-waws-unencoded-url": target,
  };
}

function flat(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}

/** Ends a response that has not begun, with an empty body or a line of text. */
export function end(response: ServerResponse, status: number, text?: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, text === undefined ? { "content-length": "0" } : { "content-type": "text/plain" });
  response.end(text);
}
