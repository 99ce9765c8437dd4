import { FourfoldError } from "../../../spec/errors.ts";
import type { HttpSettings, ServeSettings } from "../../../spec/index.ts";
import { createContexts, type Invocation, type Platform, titleOf } from "../../invocation.ts";
import { type Drivers, openLinks } from "../../links.ts";
import { type Origin, toOrigin } from "../../origin.ts";
import type { HttpApp, HttpContext } from "./context.ts";
import type { HttpDefinition } from "./definition.ts";
import { HttpError } from "./errors.ts";
import { answerError, answerErrors } from "./middleware/answer-errors.ts";
import { bufferBody } from "./middleware/buffer-body.ts";
import { compose, type HttpMiddleware } from "./middleware/compose.ts";
import { keepDeadline } from "./middleware/deadline.ts";
import { sendRequestId, toRequestId } from "./middleware/request-id.ts";
import { logRequest } from "./middleware/request-log.ts";
import type { Drop } from "./request.ts";
import { withHeaders, withoutBody } from "./response.ts";

/** Where HTTP functions run. */
export interface HttpPlatform extends Platform {
  /** Whether the platform streams every response, so that no body has to be buffered. @default false */
  readonly streams?: boolean;
  /** Answers 413 to bodies over a size in bytes, in the form in which the platform hands them over. */
  readonly limitBody: (most: number) => HttpMiddleware;
  /**
   * Middleware of this function around the handling of errors, from the outside in: its entry imports what its settings ask for.
   * @default []
   */
  readonly layers?: readonly HttpMiddleware[];
}

/** What an adapter knows of one request besides the request. */
export interface HttpInvocation extends Invocation {
  readonly clientAddress: string | undefined;
}

/** Reads a request, and tells of each header that it had to leave out. */
export type ReadRequest = (drop: Drop) => Request;

/** Answers one request; never rejects for anything that a client can send. */
export type Respond = (read: ReadRequest, invocation: HttpInvocation) => Promise<Response>;

/**
 * Wraps an app in the standard middleware, from the outside in: request id, log, the function's own layers, errors, deadline,
 * body limit. CORS is a layer, outside of errors so that a page of another origin can read them. Where the platform does not
 * stream, the body is buffered.
 */
function around(
  app: HttpApp,
  { streaming, maxBody }: HttpSettings,
  { layers = [], limitBody }: Pick<HttpPlatform, "layers" | "limitBody">,
): HttpApp {
  const standard: readonly HttpMiddleware[] = [
    sendRequestId,
    logRequest,
    ...layers,
    answerErrors,
    keepDeadline,
    limitBody(maxBody),
    ...(streaming ? [] : [bufferBody]),
  ];
  return compose(standard, app);
}

function makeApp(definition: HttpDefinition, links: Readonly<Record<string, unknown>>): HttpApp {
  const app: HttpApp = definition.make(links);
  if (typeof app?.fetch === "function") return app;
  throw new FourfoldError("ERR_HANDLER_EXPORT", {
    where: titleOf(definition),
    what: "it made nothing that can answer requests.",
    fix: "Return an app with a `fetch` method from the function that is passed to `http`.",
  });
}

/** The request, or what is wrong with it. */
function attempt(read: ReadRequest, drop: Drop): Request | HttpError {
  try {
    return read(drop);
  } catch (cause) {
    return cause instanceof HttpError ? cause : new HttpError(400, { detail: "The request is invalid.", cause });
  }
}

/**
 * Starts a function: opens its links, makes its app, puts the standard middleware around it.
 *
 * @throws FourfoldError `ERR_LINK` when a link's value is missing.
 */
export function start(
  definition: HttpDefinition,
  { http, links }: Pick<ServeSettings<"http">, "http" | "links">,
  drivers: Drivers,
  platform: HttpPlatform,
): Respond {
  const { environment, streams = false } = platform;
  const { handed, enter } = openLinks(titleOf(definition), links, drivers, environment);
  const app = around(makeApp(definition, handed), { ...http, streaming: streams || http.streaming }, platform);
  const makeContext = createContexts(definition, platform);
  const contextOf = (origin: Origin, { clientAddress, ...invocation }: HttpInvocation): HttpContext => {
    return { ...makeContext({}, origin, invocation), id: origin.requestId, clientAddress };
  };

  return async (read, invocation) => {
    const dropped: string[] = [];
    const request = attempt(read, (name) => dropped.push(name));
    if (request instanceof HttpError) {
      const context = contextOf({ requestId: invocation.id }, invocation);
      context.log.info("request", { status: request.status, refused: request.message });
      return withHeaders(answerError(request, context), (headers) => headers.set("x-request-id", context.requestId));
    }
    const origin = toOrigin(toRequestId(request, invocation.id), request.headers.get("traceparent"));
    const context = contextOf(origin, invocation);
    if (dropped.length > 0) context.log.warn("Invalid headers were dropped.", { dropped });
    const response = await enter(context, () => app.fetch(request, context, context));
    return request.method === "HEAD" ? withoutBody(response) : response;
  };
}
