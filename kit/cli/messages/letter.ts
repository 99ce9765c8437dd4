import { type Envelope, type Outgoing, parse } from "../../runtime/messages/envelope.ts";
import type { MessageAttributes } from "../../spec/index.ts";

/** A message that could not be processed, while it is taken out of the dead letters. */
export interface Letter {
  /** Its id, and when it was sent. */
  readonly envelope: Envelope;
  /** The item, as JSON; of what was sent by others, whatever they have sent. */
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Why it is here. */
  readonly reason: string;
  /** How often it was tried. Undefined where nobody has written it down. */
  readonly attempts: number | undefined;
  /** By which its cloud knows it as long as it is taken. */
  readonly handle: string;
}

/** What a cloud knows of a letter. */
export interface Known {
  /** Why it has put it here itself. @default it does not say */
  readonly reason?: string | undefined;
  /** @default it does not say */
  readonly attempts?: number | undefined;
  readonly handle: string;
}

/** The cloud counts attempts, and has nobody who could say why the last one has failed: the function may have been killed. */
export const unexplained = "attempts used up: the function ended without saying why";

/** A letter, of what has come and what the cloud knows. The function that has put it here knows better. */
export function toLetter(content: Pick<Letter, "envelope" | "body" | "attributes">, known: Known): Letter {
  const { reason, tried } = content.envelope;
  return {
    ...content,
    reason: reason ?? known.reason ?? unexplained,
    attempts: tried ?? known.attempts,
    handle: known.handle,
  };
}

/** The message that it was: with its id, and without what has become of it, so that its attempts begin anew. */
export function toMessage({ envelope, body, attributes }: Letter): Outgoing {
  const { reason: _reason, tried: _tried, ...clean } = envelope;
  return { envelope: clean, body, attributes, isRaw: parse(body) === undefined };
}
