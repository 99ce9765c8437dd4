import { MessageError, type MessageErrorCode } from "../errors.ts";

/** The meaning of a status, where the cloud gives no error code. 499 is Google's, for cancelled calls. */
function codeOf(status: number): MessageErrorCode {
  if (status === 401 || status === 403) return "Denied";
  if (status === 404 || status === 410) return "NotFound";
  if (status === 413) return "TooLarge";
  if (status === 429) return "Throttled";
  return status >= 499 || status === 408 || status === 409 ? "Unavailable" : "Invalid";
}

/**
 * The error for a failed response.
 * @param code - The meaning of the cloud's own error code. @default the meaning of the status
 */
export function errorOf(status: number, text: string, code?: MessageErrorCode): MessageError {
  return new MessageError(code ?? codeOf(status), `The cloud answers ${status}: ${text.slice(0, 500)}`);
}
