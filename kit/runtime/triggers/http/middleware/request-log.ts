import { pathOf } from "../request.ts";
import type { HttpMiddleware } from "./compose.ts";

/** Logs each request with its status and duration in milliseconds. Without the query, which may contain secrets. */
export const logRequest: HttpMiddleware = async (request, context, next) => {
  const start = Date.now();
  const response = await next(request);
  const { method, url } = request;
  const duration = Date.now() - start;
  context.log.info("request", { method, path: pathOf(url), status: response.status, duration });
  return response;
};
