import { pathOf } from "../request.ts";
import type { HttpMiddleware } from "./compose.ts";

/** Logs each request with its status and duration in milliseconds. The query stays out: it may hold what is secret. */
export const logRequest: HttpMiddleware = async (request, context, next) => {
  const start = Date.now();
  const response = await next(request);
  const { method, url } = request;
  const duration = Date.now() - start;
  context.log.info("request", { method, path: pathOf(url), status: response.status, duration });
  return response;
};
