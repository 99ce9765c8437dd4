import { HttpError, MessageError, SecretError, TableError } from "fourfold/runtime";

/** In seconds. */
const wait = "1";

/** What the client may try again: something throttles, does not answer, or was written by too many at the same time. */
const passing: ReadonlySet<string> = new Set(["Throttled", "Unavailable", "Conflict"]);

/** An error as clients are told it: 503 for what passes. */
export function toAnswer(error: Error): Error {
  const isOurs = error instanceof TableError || error instanceof MessageError || error instanceof SecretError;
  if (!isOurs || !passing.has(error.code)) return error;
  const detail = "This cannot be done at the moment. It may have been done all the same: try again.";
  return new HttpError(503, { detail, headers: { "retry-after": wait }, cause: error });
}
