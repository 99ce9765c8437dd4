import { withHeaders } from "../response.ts";
import type { HttpMiddleware } from "./compose.ts";

const header = "x-request-id";
const usable = /^[\w.:+/=@-]{1,128}$/;

/** The id of a request: the caller's if it is safe to log, otherwise the platform's. */
export function toRequestId(request: Request, platformId: string): string {
  const given = request.headers.get(header);
  return given !== null && usable.test(given) ? given : platformId;
}

/** Tells the caller the id under which the request was logged. */
export const sendRequestId: HttpMiddleware = async (request, context, next) =>
  withHeaders(await next(request), (headers) => headers.set(header, context.requestId));
