import { app, type Cookie, type HttpRequest, type HttpResponseInit, type InvocationContext } from "@azure/functions";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { decodedFetch } from "../../../platform/decoded-fetch.ts";
import { begin } from "../../../platform/runs/azure.ts";
import type { HttpDefinition } from "../definition.ts";
import { limitBody } from "../middleware/body-limit.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { buildRequest } from "../request.ts";
import { plainHeaders } from "../response.ts";
import { start } from "../start.ts";

/** What the programming model calls: https://learn.microsoft.com/azure/azure-functions/functions-reference-node */
export type AzureHandler = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;

/** Registers the function with the Azure Functions programming model v4, for every path and method. */
export function serve(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): void {
  globalThis.fetch = decodedFetch(globalThis.fetch);
  // https://learn.microsoft.com/azure/azure-functions/functions-reference-node#http-streams
  app.setup({ enableHttpStream: true });
  app.http(definition.name, {
    // Those that a `Request` can carry.
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    authLevel: "anonymous",
    route: "{*path}",
    handler: createHandler(definition, settings, drivers, layers),
  });
}

/** Makes the handler that the programming model calls. */
export function createHandler(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): AzureHandler {
  const answer = start(definition, settings, drivers, {
    layers,
    limitBody,
    cloud: "azure",
    environment: process.env,
    streams: true,
  });
  return async (request, context) => {
    const { settled, ...invocation } = begin(context, settings.timeout);
    const clientAddress = lastAddress(new Headers(request.headers));
    const response = await answer(() => toRequest(request), { ...invocation, clientAddress });
    await settled();
    return toResult(response);
  };
}

function toRequest({ url, method, headers, body }: HttpRequest): Request {
  return buildRequest({ url, method, headers: new Headers(headers), body });
}

/** The last address is the one that Azure's front end added, with a port; those before it are what the client claims. */
function lastAddress(headers: Headers): string | undefined {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last?.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
}

/**
 * The platform sends one `set-cookie` header of a response and no more; several must be given as cookies.
 * The platform then writes them itself, and knows only the attributes of RFC 6265.
 */
function toResult(response: Response): HttpResponseInit {
  const { status, body } = response;
  const headers = plainHeaders(response);
  const cookies = response.headers.getSetCookie();
  const [only] = cookies;
  if (cookies.length === 1 && only !== undefined) return { status, headers: { ...headers, "set-cookie": only }, body };
  return { status, headers, cookies: cookies.map(toCookie), body };
}

const attributes: Readonly<Record<string, (value: string) => Partial<Cookie>>> = {
  domain: (domain) => ({ domain }),
  path: (path) => ({ path }),
  expires: (date) => ({ expires: new Date(date) }),
  "max-age": (seconds) => ({ maxAge: Number(seconds) }),
  secure: () => ({ secure: true }),
  httponly: () => ({ httpOnly: true }),
  samesite: (policy) => ({ sameSite: policies[policy.toLowerCase()] }),
};
const policies: Readonly<Record<string, "Strict" | "Lax" | "None">> = { strict: "Strict", lax: "Lax", none: "None" };

function split(pair: string): readonly [name: string, value: string] {
  const at = pair.indexOf("=");
  return at < 0 ? [pair.trim(), ""] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
}

function toCookie(text: string): Cookie {
  const [pair = "", ...rest] = text.split(";");
  const [name, value] = split(pair);
  const known = rest.map(split).map(([key, setting]) => attributes[key.toLowerCase()]?.(setting));
  return Object.assign({ name, value: decode(value) }, ...known);
}

/** The platform encodes the value, so an encoded one would be encoded twice. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}
