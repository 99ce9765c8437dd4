import type { HttpMiddleware } from "./compose.ts";

/**
 * Waits for the whole response. Where the platform would hold it back anyway, a body that fails or never ends is so
 * still answered as an error.
 */
export const bufferBody: HttpMiddleware = async (request, _context, next) => {
  const response = await next(request);
  const bytes = await response.bytes();
  return new Response(bytes.byteLength > 0 ? bytes : null, response);
};
