import type { Cors, SettledCors } from "../../../../spec/index.ts";
import { settleCors } from "../../../../spec/triggers/http/settle-cors.ts";
import { withHeaders } from "../response.ts";
import type { HttpMiddleware } from "./compose.ts";

const defaultMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
}

/** Whether an origin may call. `https://*.shop.example` stands for one label: no dot, and so no other domain. */
function allows(pattern: string, origin: string): boolean {
  if (pattern === origin) return true;
  const [start = "", end] = pattern.split("*");
  if (end === undefined || !origin.startsWith(start) || !origin.endsWith(end)) return false;
  return /^[\w-]+$/.test(origin.slice(start.length, -end.length));
}

/** The headers that let an origin read a response; empty when it may not. */
function grants({ origins, credentials, expose = [] }: SettledCors, request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origins !== "*" && (origin === null || !origins.some((pattern) => allows(pattern, origin)))) return {};
  return {
    "access-control-allow-origin": origins === "*" ? "*" : String(origin),
    ...(credentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(expose.length > 0 ? { "access-control-expose-headers": expose.join(", ") } : {}),
  };
}

/** The answer to a preflight: https://fetch.spec.whatwg.org/#cors-preflight-fetch. A refusal is an answer that grants nothing. */
function preflight(settings: SettledCors, request: Request): Response {
  const vary = { vary: "Origin, Access-Control-Request-Headers" };
  const granted = grants(settings, request);
  if (Object.keys(granted).length === 0) return new Response(null, { status: 204, headers: vary });
  const { methods = defaultMethods, maxAge } = settings;
  const headers = settings.headers?.join(", ") ?? request.headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      ...vary,
      ...granted,
      "access-control-allow-methods": methods.join(", "),
      "access-control-max-age": String(maxAge),
      ...(headers ? { "access-control-allow-headers": headers } : {}),
    },
  });
}

/** Lets browsers of other origins in: answers preflights itself, and marks every other response, errors too. */
export const cors = (settings: Cors): HttpMiddleware => answerOrigins(settleCors(settings));

/** {@link cors} with settings whose defaults have been applied. */
export function answerOrigins(settings: SettledCors): HttpMiddleware {
  return async (request, _context, next) => {
    if (isPreflight(request)) return preflight(settings, request);
    return withHeaders(await next(request), (headers) => {
      if (settings.origins !== "*") headers.append("vary", "Origin");
      for (const [name, value] of Object.entries(grants(settings, request))) headers.set(name, value);
    });
  };
}
