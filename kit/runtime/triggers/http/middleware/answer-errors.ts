import type { HttpContext } from "../context.ts";
import { problem, toHttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

/** The response for what was thrown. The function's own failures are logged, with stack and cause. */
export function answerError(error: unknown, context: Pick<HttpContext, "log" | "requestId">): Response {
  const failure = toHttpError(error);
  if (failure.status >= 500) context.log.error(failure === error ? failure.message : "The function failed.", { error });
  return problem(failure, context.requestId);
}

/** Answers whatever is thrown further inside, in one shape, and without anything that is not meant for the client. */
export const answerErrors: HttpMiddleware = async (request, context, next) => {
  try {
    return await next(request);
  } catch (error) {
    return answerError(error, context);
  }
};
