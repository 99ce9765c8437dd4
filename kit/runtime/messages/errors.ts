import type { SentMessage } from "../../spec/index.ts";

/**
 * Why a message was not accepted: it is too large; it cannot be sent; the cloud throttles; the function has no permission; the
 * queue or topic does not exist; or the cloud did not answer, or not in time, so that the message may have been accepted.
 */
export type MessageErrorCode = "TooLarge" | "Invalid" | "Throttled" | "Denied" | "NotFound" | "Unavailable";

/** A message that was not accepted, as far as is known. */
export class MessageError extends Error {
  override readonly name: string = "MessageError";
  readonly code: MessageErrorCode;

  // Not ErrorOptions, which older libraries do not have, and Pulumi's template checks declarations with them.
  constructor(code: MessageErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** One of many messages that was not accepted. */
export interface NotSent {
  /** Its place among those that were sent together, from 0. */
  readonly index: number;
  readonly error: MessageError;
}

/** Of many messages, some were not accepted. The others were. */
export class NotAllSent extends MessageError {
  override readonly name = "NotAllSent";
  /** Those that were accepted. */
  readonly sent: readonly SentMessage[];
  /** Those that were not. */
  readonly failed: readonly NotSent[];

  constructor(sent: readonly SentMessage[], failed: readonly NotSent[]) {
    const [first] = failed;
    const count = sent.length + failed.length;
    super(
      first?.error.code ?? "Unavailable",
      `${failed.length} of ${count} messages were not accepted: ${first?.error.message}`,
    );
    this.sent = sent;
    this.failed = failed;
  }
}

/** @throws MessageError `Invalid` */
export function refuse(what: string): never {
  throw new MessageError("Invalid", what);
}

/** Whether trying again may help. */
export const isTransient = (error: MessageError | undefined): boolean =>
  error?.code === "Throttled" || error?.code === "Unavailable";
