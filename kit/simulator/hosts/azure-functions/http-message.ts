import type { IncomingMessage, ServerResponse } from "node:http";
import { passedHeaders } from "../headers.ts";
import { begin } from "../pass-on.ts";
import { quotas } from "./configuration.ts";
import { end, type FrontRequest } from "./front-request.ts";
import type { WorkerResult } from "./instance.ts";
import type { Worker } from "./release.ts";
import type { RouteMatch } from "./routes.ts";
import type { Cookie, HttpData, TypedData } from "./worker-process.ts";

/** A request on its way to a function. */
export interface HttpCall {
  readonly worker: Worker;
  readonly match: RouteMatch;
  readonly request: FrontRequest;
  readonly response: ServerResponse;
  /** Called whenever the function has sent something. */
  readonly heard: () => void;
}

/**
 * Runs a function with its request and its response as one message each. Returns why it failed, if it did.
 * A function that returns nothing answers "HTTP 204 No Content with an empty body".
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#usage
 */
export async function invokeByMessage(call: HttpCall): Promise<string | undefined> {
  const { request, response } = call;
  const body = await readBody(request.message);
  if (body === undefined) {
    end(response, 413);
    return undefined;
  }
  const outcome = await invokeFunction(call, { http: toHttpData(call, body) });
  if ("failure" in outcome) {
    end(response, 500);
    return outcome.failure;
  }
  const http = outcome.returned?.http;
  if (http === undefined) end(response, 204);
  else if (!send(response, http)) {
    end(response, 500);
    return "The response has a status or a header that HTTP cannot say.";
  }
  return undefined;
}

/** Runs the function of a call. The trigger's metadata is passed beside the data, as the host does. */
export function invokeFunction({ worker, match, request }: HttpCall, data: TypedData): Promise<WorkerResult> {
  const { name, binding } = match.route;
  const params = Object.entries(match.params).map(([key, value]) => [key, { string: value }] as const);
  const triggerMetadata = {
    ...Object.fromEntries(params),
    Headers: { json: JSON.stringify(request.headers) },
    Query: { json: JSON.stringify(Object.fromEntries(request.url.searchParams)) },
  };
  const inputs = [{ name: binding.name ?? "httpTrigger", data }];
  return worker.instance.invoke({ name, inputs, triggerMetadata }, request.id);
}

/** A request's body, or `undefined` when it is too large. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > quotas.requestBody) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toHttpData({ match, request }: HttpCall, body: Buffer): HttpData {
  return {
    url: request.url.href,
    method: request.message.method ?? "GET",
    headers: request.headers,
    params: match.params,
    query: Object.fromEntries(request.url.searchParams),
    ...(body.length === 0 ? {} : { body: { bytes: body } }),
  };
}

/** Returns whether the response could be sent. */
function send(response: ServerResponse, http: HttpData): boolean {
  if (response.headersSent || response.destroyed) return true;
  const cookies = (http.cookies ?? []).flatMap((cookie) => ["set-cookie", toSetCookie(cookie)]);
  const headers = passedHeaders(Object.entries(http.headers ?? {}).flat(), ["transfer-encoding"]);
  if (!begin(response, Number(http.statusCode ?? 200), [...cookies, ...headers])) return false;
  response.end(http.body?.bytes ?? http.body?.string);
  return true;
}

/** The protocol distinguishes an explicit "none" from no value. */
const sameSites: Readonly<Record<string, string>> = {
  lax: "samesite=lax",
  strict: "samesite=strict",
  explicitNone: "samesite=none",
};

function toSetCookie(cookie: Cookie): string {
  const expires = cookie.expires === undefined ? undefined : new Date(cookie.expires.value.seconds * 1_000);
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    expires === undefined ? undefined : `expires=${expires.toUTCString()}`,
    cookie.maxAge === undefined ? undefined : `max-age=${cookie.maxAge.value}`,
    cookie.domain === undefined ? undefined : `domain=${cookie.domain.value}`,
    `path=${cookie.path?.value ?? "/"}`,
    cookie.secure?.value === true ? "secure" : undefined,
    sameSites[cookie.sameSite ?? ""],
    cookie.httpOnly?.value === true ? "httponly" : undefined,
  ]
    .filter((part) => part !== undefined)
    .join("; ");
}
