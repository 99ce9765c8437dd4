import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { HttpRequest, HttpResponse, InvocationContext } from "@azure/functions";
import type { HttpDefinition } from "fourfold/runtime";
import { serve as serveAws } from "../../../kit/runtime/triggers/http/adapters/aws.ts";
import { createHandler } from "../../../kit/runtime/triggers/http/adapters/azure.ts";
import { serve as serveCloudflare } from "../../../kit/runtime/triggers/http/adapters/cloudflare.ts";
import { serve as serveGcp } from "../../../kit/runtime/triggers/http/adapters/gcp.ts";
import { toHeaderBytes, toHeaderText } from "../../../kit/simulator/services/aws/http/header-text.ts";
import { httpApiEvent, isLambdaResult, lambdaContext } from "./aws.ts";
import { useLightClasses } from "./drivers.ts";

/** A request as a client sent it, before any platform has made something of it. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly [string, string][];
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
}

/** A response as the platform would send it. */
export interface Answered {
  readonly status: number;
  readonly headers: [string, string][];
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/** An adapter called as its platform calls it, without a platform: fast enough for thousands of values. */
export interface Platform {
  readonly name: string;
  /** Header names that never arrive, because the platform's own code loses them. @default none */
  readonly lost?: readonly string[];
  /** A cookie that may arrive written in another way. @default as it was set */
  readonly cookie?: (text: string) => string;
  /** Puts the classes in place that are there on the platform. */
  install(): Promise<() => void>;
  call(definition: HttpDefinition, sent: Sent): Promise<Answered>;
}

const settings = { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } };
const native = async () => () => {};

function headersOf({ headers, cookies }: Sent): Record<string, string> {
  const cookie = cookies.length > 0 ? [["cookie", cookies.join("; ")] as const] : [];
  return Object.fromEntries([["host", "api.example"], ["x-forwarded-proto", "https"], ...headers, ...cookie]);
}

function mapped(headers: Readonly<Record<string, string>>, map: (value: string) => string): Record<string, string> {
  // A header may be called `__proto__`.
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, map(value)]));
}

/** As an HTTP API does it: cookies apart, the body in base64, headers as text. */
async function callAws(definition: HttpDefinition, sent: Sent): Promise<Answered> {
  const { method, path, query, body } = sent;
  const http = { ...httpApiEvent.requestContext.http, method, path };
  const event = {
    ...httpApiEvent,
    rawPath: path,
    rawQueryString: query,
    headers: mapped(headersOf({ ...sent, cookies: [] }), toHeaderText),
    cookies: sent.cookies,
    requestContext: { ...httpApiEvent.requestContext, http },
    body: body.length > 0 ? Buffer.from(body).toString("base64") : undefined,
    isBase64Encoded: body.length > 0,
  };
  const result = await serveAws(definition, settings)(event, lambdaContext);
  // A result travels as JSON.
  const { statusCode, headers, cookies, ...rest } = JSON.parse(JSON.stringify(result));
  if (!isLambdaResult(result)) throw new TypeError("The function returned no HTTP result.");
  const content = Buffer.from(rest.body, rest.isBase64Encoded ? "base64" : "utf8");
  return { status: statusCode, headers: Object.entries(mapped(headers, toHeaderBytes)), cookies, body: content };
}

/** As the Functions Framework does it: the body was read. */
async function callGcp(definition: HttpDefinition, sent: Sent): Promise<Answered> {
  const { method, path, query, body } = sent;
  const request = new IncomingMessage(new Socket());
  const url = query === "" ? path : `${path}?${query}`;
  Object.assign(request, { method, url, rawBody: Buffer.from(body), headers: headersOf(sent) });
  const response = new ServerResponse(request);
  const chunks: Uint8Array[] = [];
  Object.assign(response, { end: (chunk?: Uint8Array) => void (chunk && chunks.push(chunk)) });
  await serveGcp(definition, settings)(request, response);
  const { "set-cookie": cookies = [], ...headers } = response.getHeaders();
  return {
    status: response.statusCode,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    cookies: [cookies].flat().map(String),
    body: Buffer.concat(chunks),
  };
}

/** As the programming model does it. */
async function callAzure(definition: HttpDefinition, sent: Sent): Promise<Answered> {
  const { method, path, query, body } = sent;
  const url = `https://api.example${query === "" ? path : `${path}?${query}`}`;
  const content = body.length > 0 ? { body: { bytes: Buffer.from(body) } } : {};
  const request = new HttpRequest({ method, url, headers: headersOf(sent), ...content });
  const context = new InvocationContext({ functionName: "api", logHandler: () => {} });
  const response = new HttpResponse(await createHandler(definition, settings)(request, context));
  const baked = response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  return {
    status: response.status,
    headers: [...response.headers].filter(([name]) => name !== "set-cookie"),
    cookies: baked.length > 0 ? baked : response.headers.getSetCookie(),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

async function callCloudflare(definition: HttpDefinition, sent: Sent): Promise<Answered> {
  const { method, path, query, body } = sent;
  const url = `https://api.example${query === "" ? path : `${path}?${query}`}`;
  const content = /^(?:GET|HEAD)$/.test(method) ? {} : { body: new Uint8Array(body) };
  const request = new Request(url, { method, headers: Object.entries(headersOf(sent)), ...content });
  const { debug, info, warn, error } = console;
  const silent = () => {};
  Object.assign(console, { debug: silent, info: silent, warn: silent, error: silent });
  try {
    const response = await serveCloudflare(definition, settings).fetch(request, {}, { waitUntil: silent });
    const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
    const cookies = response.headers.getSetCookie();
    return { status: response.status, headers, cookies, body: Buffer.from(await response.arrayBuffer()) };
  } finally {
    Object.assign(console, { debug, info, warn, error });
  }
}

/** Several cookies are written anew by the platform, which encodes the values: a client that decodes sees the same. */
function decodeCookie(text: string): string {
  const at = text.indexOf("=") + 1;
  try {
    return text.slice(0, at) + decodeURIComponent(text.slice(at));
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** On AWS and Google Cloud the light classes stand in for the native ones. */
export const platforms: readonly Platform[] = [
  { name: "AWS", install: useLightClasses, call: callAws },
  { name: "Google Cloud", install: useLightClasses, call: callGcp },
  // The model makes native headers of plain objects, and those forget the name.
  { name: "Azure", install: native, call: callAzure, lost: ["__proto__"], cookie: decodeCookie },
  { name: "Cloudflare", install: native, call: callCloudflare },
];
