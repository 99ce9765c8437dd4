import { isWhole } from "../../../light/whole.ts";
import type { HttpMiddleware } from "./compose.ts";

/**
 * Waits for the whole response. Where the platform would hold it back anyway, a body that fails or never ends can thus still be
 * answered as an error.
 */
export const bufferBody: HttpMiddleware = async (request, _context, next) => {
  const response = await next(request);
  if (isWhole in response && response[isWhole] === true) return response;
  const bytes = await response.bytes();
  return new Response(bytes.byteLength > 0 ? bytes : null, response);
};
