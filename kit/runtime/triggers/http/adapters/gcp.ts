import type { ServerResponse } from "node:http";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { createLogger } from "../../../logger.ts";
import { pump } from "../../../platform/pump.ts";
import { type CloudFunction, createBegin, type FunctionRequest, severity, write } from "../../../platform/runs/gcp.ts";
import type { HttpDefinition } from "../definition.ts";
import { HttpError } from "../errors.ts";
import { limitBody } from "../middleware/body-limit.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { buildRequest, type Drop, toHeaders, toUrl } from "../request.ts";
import { plainHeaders } from "../response.ts";
import { start } from "../start.ts";

/** Makes the function that the Functions Framework calls. */
export function serve(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): CloudFunction {
  const answer = start(definition, settings, drivers, {
    ...{ layers, limitBody, cloud: "gcp", environment: process.env, severity },
  });
  const begin = createBegin(settings.timeout);
  return async (request, result) => {
    const gone = abortedWhenGone(result);
    const { settled, ...begun } = begin(request);
    const invocation = { ...begun, clientAddress: addressOf(request) };
    let response = await answer((drop) => toRequest(request, gone, drop), invocation);
    if (!takesHead(response, result)) {
      response = await answer(refuseHead, invocation);
      sendHead(response, result);
    }
    const whole = settings.http.streaming ? await stream(response, result) : await response.bytes();
    await settled();
    result.end(whole);
  };
}

/** Streams a body. When it fails, it is too late for another answer: the connection breaks off. */
async function stream(response: Response, result: ServerResponse): Promise<void> {
  try {
    await pump(response.body, result);
  } catch (error) {
    createLogger({ cloud: "gcp" }, write, severity).error("The response broke off.", { error });
    result.destroy();
  }
}

/** A signal that is aborted when the client goes away before it has the whole answer. */
function abortedWhenGone(result: ServerResponse): AbortSignal {
  const controller = new AbortController();
  result.once("close", () => {
    if (!result.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The last of a header's values is the one that Google's front end added; those before it are what the client claims. */
function lastOf(value: string | string[] | undefined): string | undefined {
  return value?.toString().split(",").at(-1)?.trim();
}

/** The framework reads the bodies whose content type it knows. One without a content type has still to be read. */
function bodyOf(request: FunctionRequest): Uint8Array | ReadableStream | null {
  const { headers, rawBody } = request;
  if (rawBody !== undefined) return rawBody;
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  // A reader that stops early must not destroy the request: that would cut the connection, and the answer with it.
  return hasBody ? ReadableStream.from(request.iterator({ destroyOnReturn: false })) : null;
}

function toRequest(request: FunctionRequest, signal: AbortSignal, drop: Drop): Request {
  const { originalUrl, url = "/", method = "GET", rawBody } = request;
  const given = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  const headers = toHeaders(given, drop);
  // The framework has decompressed it.
  if (rawBody !== undefined) headers.delete("content-encoding");
  const protocol = lastOf(request.headers["x-forwarded-proto"]) === "https" ? "https" : "http";
  const target = originalUrl ?? url;
  return buildRequest({
    // A request line may also have an absolute URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
    url: target.startsWith("/") ? toUrl(protocol, request.headers.host ?? "localhost", target) : target,
    method,
    headers,
    body: bodyOf(request),
    signal,
  });
}

function addressOf({ headers, socket }: FunctionRequest): string | undefined {
  return lastOf(headers["x-forwarded-for"]) ?? socket.remoteAddress;
}

/** Whether Node.js accepts the head: it refuses values that a `Headers` can hold, such as control characters. */
function takesHead(response: Response, result: ServerResponse): boolean {
  try {
    sendHead(response, result);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error && error.code === "ERR_INVALID_CHAR")) throw error;
    for (const name of result.getHeaderNames()) result.removeHeader(name);
    return false;
  }
}

function refuseHead(): never {
  throw new HttpError(500, { detail: "The response has a header that cannot be sent." });
}

function sendHead(response: Response, result: ServerResponse): void {
  result.statusCode = response.status;
  for (const [name, value] of Object.entries(plainHeaders(response))) result.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) result.setHeader("set-cookie", cookies);
}
