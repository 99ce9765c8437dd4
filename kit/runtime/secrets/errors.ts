import type { ApiResponse } from "../platform/call.ts";
import { meaningOf, shown } from "../platform/status.ts";

/**
 * Why a secret was not read: it has no value yet; its value is not what it has to be, such as bytes that are not a text; the cloud throttles;
 * the function has no permission; the secret does not exist; or the cloud did not answer, or not in time.
 */
export type SecretErrorCode = "NotSet" | "Corrupt" | "Throttled" | "Denied" | "NotFound" | "Unavailable";

/** A secret that was not read. It never contains a value. */
export class SecretError extends Error {
  override readonly name = "SecretError";
  readonly code: SecretErrorCode;
  /** When the cloud wants to be asked again, in milliseconds, if it has said so. */
  readonly retryAfter?: number;

  // Not ErrorOptions, which older libraries do not have, and Pulumi's template checks declarations with them.
  constructor(
    code: SecretErrorCode,
    message: string,
    { retryAfter, ...others }: { readonly cause?: unknown; readonly retryAfter?: number | undefined } = {},
  ) {
    super(message, others);
    this.code = code;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}

/** Reading a secret sends nothing that could be invalid or too large: such an answer is a failure of the cloud. */
function codeOf(status: number): SecretErrorCode {
  const meaning = meaningOf(status);
  return meaning === "Invalid" || meaning === "TooLarge" ? "Unavailable" : meaning;
}

/** The milliseconds that a `retry-after` header says, where it does not say a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function waitIn(header: string | undefined): number | undefined {
  const seconds = Number(header ?? Number.NaN);
  return seconds >= 0 ? seconds * 1_000 : undefined;
}

/**
 * The error for a failed response.
 * @param code - The meaning of the API's own code, where it has one that is known.
 */
export function errorOf({ status, text, header }: ApiResponse, code?: SecretErrorCode): SecretError {
  const means = code ?? codeOf(status);
  const retryAfter = waitIn(header("retry-after"));
  return new SecretError(means, `the cloud answers ${status}: ${shown(text)}`, { retryAfter });
}

/** What is thrown while a secret has no value. */
export const notSet = (): SecretError => new SecretError("NotSet", "it has no value yet.");

/** What is thrown for a value that somebody else has put there. */
export const corrupt = (what: string): SecretError => new SecretError("Corrupt", `its value is ${what}.`);
