import { MessageError, type MessageErrorCode } from "../errors.ts";

/** What a status means, where a cloud says nothing better. 499 is Google's for what was cancelled. */
function codeOf(status: number): MessageErrorCode {
  if (status === 401 || status === 403) return "Denied";
  if (status === 404 || status === 410) return "NotFound";
  if (status === 413) return "TooLarge";
  if (status === 429) return "Throttled";
  return status >= 499 || status === 408 || status === 409 ? "Unavailable" : "Invalid";
}

/**
 * The error that an answer is.
 * @param code - What the cloud's own word for it means. @default what the status means
 */
export function errorOf(status: number, text: string, code?: MessageErrorCode): MessageError {
  return new MessageError(code ?? codeOf(status), `The cloud answers ${status}: ${text.slice(0, 500)}`);
}
