import { type Cloud, FourfoldError, type ServeSettings } from "../../../spec/index.ts";
import { type Environment, readLinks } from "../../links.ts";
import { createLogger, type LogLevel, type WriteLog } from "../../logger.ts";
import type { HttpApp, HttpContext } from "./context.ts";
import type { HttpDefinition } from "./definition.ts";
import { HttpError } from "./errors.ts";
import { answerError, answerErrors } from "./middleware/answer-errors.ts";
import { limitBody } from "./middleware/body-limit.ts";
import { bufferBody } from "./middleware/buffer-body.ts";
import { compose, type HttpMiddleware } from "./middleware/compose.ts";
import { answerOrigins } from "./middleware/cors.ts";
import { keepDeadline } from "./middleware/deadline.ts";
import { sendRequestId, toRequestId } from "./middleware/request-id.ts";
import { logRequest } from "./middleware/request-log.ts";
import type { Drop } from "./request.ts";
import { withHeaders, withoutBody } from "./response.ts";

/** Where a function runs. */
export interface Platform extends Omit<ServeSettings, "timeout"> {
  readonly cloud: Cloud;
  readonly environment: Environment;
  /** The log service's own word for each level. @default none */
  readonly severity?: Readonly<Record<LogLevel, string>>;
}

/** What an adapter knows of one request besides the request. */
export interface Invocation {
  /** The platform's id of the request. */
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
  readonly clientAddress: string | undefined;
  readonly write: WriteLog;
  waitUntil(work: Promise<unknown>): void;
}

/** Reads a request, and tells of each header that it had to leave out. */
export type Read = (drop: Drop) => Request;

/** Answers one request; never rejects for anything that a client can send. */
export type Answer = (read: Read, invocation: Invocation) => Promise<Response>;

/**
 * Around every app stand, from the outside in: request id, log, CORS, errors, deadline, body limit. CORS is outside of
 * errors, so that a page of another origin can read them. Where the platform does not stream, the body is waited for.
 */
function around(app: HttpApp, { streaming, maxBody, cors }: Platform): HttpApp {
  const standard: readonly HttpMiddleware[] = [
    sendRequestId,
    logRequest,
    ...(cors === undefined ? [] : [answerOrigins(cors)]),
    answerErrors,
    keepDeadline,
    limitBody(maxBody),
    ...(streaming ? [] : [bufferBody]),
  ];
  return compose(standard, app);
}

function makeApp({ set, name, make }: HttpDefinition, { links, environment }: Platform): HttpApp {
  const where = `Function "${name}" of set "${set.name}"`;
  const app: HttpApp = make(readLinks(where, links, environment));
  if (typeof app?.fetch === "function") return app;
  throw new FourfoldError("ERR_HANDLER_EXPORT", {
    where,
    what: "it made nothing that can answer requests.",
    fix: "Return an app with a `fetch` method from the function that is passed to `http`.",
  });
}

/** Reads the request, or what is wrong with it. */
function attempt(read: Read, drop: Drop): Request | HttpError {
  try {
    return read(drop);
  } catch (cause) {
    return cause instanceof HttpError ? cause : new HttpError(400, { detail: "The request is invalid.", cause });
  }
}

/**
 * Starts a function: reads its links, makes its app, puts the standard middleware around it.
 *
 * @throws FourfoldError `ERR_LINK` when a link's value is missing.
 */
export function start(definition: HttpDefinition, platform: Platform): Answer {
  const { set, name } = definition;
  const { cloud, severity } = platform;
  const app = around(makeApp(definition, platform), platform);
  let coldStart = true;

  function contextOf(requestId: string, { deadline, clientAddress, write, waitUntil }: Invocation): HttpContext {
    const labels = { requestId, set: set.name, function: name, cloud, coldStart };
    const log = createLogger(labels, write, severity);
    coldStart = false;
    return {
      ...labels,
      deadline,
      log,
      clientAddress,
      remaining: () => Math.max(0, deadline - Date.now()),
      waitUntil(work) {
        waitUntil(Promise.resolve(work).catch((error) => log.error("Background work failed.", { error })));
      },
    };
  }

  return async (read, invocation) => {
    const dropped: string[] = [];
    const request = attempt(read, (name) => dropped.push(name));
    if (request instanceof HttpError) {
      const context = contextOf(invocation.id, invocation);
      context.log.info("request", { status: request.status, refused: request.message });
      return withHeaders(answerError(request, context), (headers) => headers.set("x-request-id", context.requestId));
    }
    const context = contextOf(toRequestId(request, invocation.id), invocation);
    if (dropped.length > 0) context.log.warn("Invalid headers were dropped.", { dropped });
    const response = await app.fetch(request, context, context);
    return request.method === "HEAD" ? withoutBody(response) : response;
  };
}
