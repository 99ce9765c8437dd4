import type { HttpContext } from "./context.ts";
import { HttpError, methodNotAllowed } from "./errors.ts";
import { answerError } from "./middleware/answer-errors.ts";

/** The part of Hono's context that is needed. */
interface HonoContext {
  readonly env: unknown;
  readonly req: { readonly method: string; readonly path: string };
}

/** The part of a Hono app that is needed, so that Hono itself need not be imported. */
export interface HonoLike {
  readonly routes: readonly { readonly method: string }[];
  readonly router: {
    match(
      method: string,
      path: string,
    ): readonly [readonly (readonly [readonly [unknown, Route], unknown])[], ...unknown[]];
  };
  notFound(handler: (context: HonoContext) => Response): unknown;
  onError(handler: (error: Error, context: HonoContext) => Response): unknown;
}

interface Route {
  readonly method: string;
}

/** What Hono throws on purpose: https://hono.dev/docs/api/exception */
interface HttpException extends Error {
  readonly status: number;
  readonly res?: Response;
}

function isHttpException(error: Error): error is HttpException {
  return "getResponse" in error && "status" in error && typeof error.status === "number";
}

function isContext(env: unknown): env is HttpContext {
  return typeof env === "object" && env !== null && "requestId" in env && "log" in env;
}

/** The methods that have a route for this path. Middleware does not count: it runs for all methods. */
function methodsOf(app: HonoLike, path: string): readonly string[] {
  const methods = [...new Set(app.routes.map(({ method }) => method))].filter((method) => method !== "ALL");
  const found = methods.filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
  // Hono answers HEAD with the route for GET.
  return found.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

function answer(error: Error, { env }: HonoContext): Response {
  if (isHttpException(error) && error.res !== undefined) return error.res;
  const failure = isHttpException(error)
    ? new HttpError(error.status, { detail: error.message, cause: error.cause })
    : error;
  // Another app calls this one without context, or a test calls it: the caller has to answer.
  if (!isContext(env)) throw failure;
  return answerError(failure, env);
}

/**
 * Makes a Hono app answer unknown paths (404), methods (405 with `Allow`) and errors in the one error shape.
 * It replaces the app's own `notFound` and `onError`.
 *
 * @example
 * http(shop, "api", () => withProblems(new Hono().get("/health", (c) => c.json({ ok: true }))))
 */
export function withProblems<A extends HonoLike>(app: A): A {
  app.onError(answer);
  app.notFound((context) => {
    const { method, path } = context.req;
    const allowed = methodsOf(app, path);
    const isKnown = allowed.length > 0 && !allowed.includes(method);
    return answer(
      isKnown ? methodNotAllowed(allowed) : new HttpError(404, { detail: `${path} does not exist.` }),
      context,
    );
  });
  return app;
}
