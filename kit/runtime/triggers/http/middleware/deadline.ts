import { within } from "../../../platform/deadline.ts";
import { HttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

const late = () => new HttpError(504, { detail: "The request took too long and was given up." });

/**
 * Answers 504 at the deadline, whatever the app still waits for: in our shape, where the platform would use its own or,
 * as on Workers, would wait for ever. A response that is being streamed by then goes on.
 */
export const keepDeadline: HttpMiddleware = (request, context, next) =>
  within(context.remaining(), next(request), late);
