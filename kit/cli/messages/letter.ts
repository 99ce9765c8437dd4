import { type Envelope, type Outgoing, parse } from "../../runtime/messages/envelope.ts";
import type { MessageAttributes } from "../../spec/index.ts";

/** A dead letter: a message that could not be processed. */
export interface Letter {
  /** Its id, and when it was sent. */
  readonly envelope: Envelope;
  /** The item, as JSON. For messages from other senders, whatever they have sent. */
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Why it could not be processed. */
  readonly reason: string;
  /** How often it was attempted. `undefined` if that was not recorded. */
  readonly attempts: number | undefined;
  /** Its handle in the cloud while it is taken. */
  readonly handle: string;
}

/** What a cloud records about a letter. */
export interface Known {
  /** Its reason for dead-lettering the message. @default not recorded */
  readonly reason?: string | undefined;
  /** @default not recorded */
  readonly attempts?: number | undefined;
  readonly handle: string;
}

/** The reason when the cloud only counts attempts: the last one failed without a message, as when the function was killed. */
export const unexplained = "attempts used up: the function ended without saying why";

/** Builds a letter from a message and the cloud's records. What the function itself recorded takes precedence. */
export function toLetter(content: Pick<Letter, "envelope" | "body" | "attributes">, known: Known): Letter {
  const { reason, tried } = content.envelope;
  return {
    ...content,
    reason: reason ?? known.reason ?? unexplained,
    attempts: tried ?? known.attempts,
    handle: known.handle,
  };
}

/** The original message: with its id, and without records of its attempts, which begin again. */
export function toMessage({ envelope, body, attributes }: Letter): Outgoing {
  const { reason: _reason, tried: _tried, ...clean } = envelope;
  return { envelope: clean, body, attributes, isRaw: parse(body) === undefined };
}
