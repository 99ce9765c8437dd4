import { meaningOf, shown } from "../../platform/status.ts";
import { MessageError, type MessageErrorCode } from "../errors.ts";

/**
 * The error for a failed response.
 * @param code - The meaning of the cloud's own error code. @default the meaning of the status
 */
export function errorOf(status: number, text: string, code?: MessageErrorCode): MessageError {
  return new MessageError(code ?? meaningOf(status), `The cloud answers ${status}: ${shown(text)}`);
}
