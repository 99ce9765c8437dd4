import type { HttpApp, HttpContext } from "../context.ts";

/** Wraps an app: sees the request before it, and the response after it. */
export type HttpMiddleware = (
  request: Request,
  context: HttpContext,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

type Respond = (request: Request, context: HttpContext) => Promise<Response>;

/**
 * Puts middleware around an app. The first is the outermost.
 *
 * @example
 * http(shop, "api", () => compose([requireToken], app))
 */
export function compose(middleware: readonly HttpMiddleware[], app: HttpApp): HttpApp {
  const answer = middleware.reduceRight<Respond>(
    (inner, layer) => async (request, context) => layer(request, context, (given) => inner(given, context)),
    (request, context) => call(app, request, context),
  );
  return { fetch: answer };
}

async function call(app: HttpApp, request: Request, context: HttpContext): Promise<Response> {
  const response: unknown = await app.fetch(request, context, context);
  // A response that represents a network error has no status to send.
  if (response instanceof Response && response.type !== "error") return response;
  throw new TypeError(
    `The app answered ${request.method} ${new URL(request.url).pathname} with no response that can be sent.`,
  );
}
