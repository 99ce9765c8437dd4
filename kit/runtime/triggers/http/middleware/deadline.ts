import { HttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

/**
 * Answers 504 at the deadline, whatever the app still waits for: in our shape, where the platform would use its own or,
 * as on Workers, would wait for ever. A response that is being streamed by then goes on.
 */
export const keepDeadline: HttpMiddleware = async (request, context, next) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const detail = "The request took too long and was given up.";
    timer = setTimeout(() => reject(new HttpError(504, { detail })), context.remaining());
  });
  try {
    return await Promise.race([next(request), late]);
  } finally {
    clearTimeout(timer);
  }
};
