import type { MessageAttributes } from "../../spec/index.ts";
import { sendLimits } from "../../spec/messages/send-limits.ts";
import { type Origin, toOrigin } from "../origin.ts";

/** What travels with every message beside its item and its attributes. */
export interface Envelope {
  /** The message's id: that of the cloud changes when a message is moved. */
  readonly id: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly sent: number;
  /** The id of the request, or of the run, that began the chain. @default the run that processes it */
  readonly request?: string;
  /** The `traceparent` of that request. @default none */
  readonly trace?: string;
  /** How often it was tried before it was sent again for later. @default never */
  readonly tried?: number;
  /** Why it is in the dead letters. @default it is not, or the cloud has put it there */
  readonly reason?: string;
  /** The names of attributes whose spelling changes on the way. @default none */
  readonly names?: readonly string[];
}

/** A message on its way. */
export interface Outgoing {
  readonly envelope: Envelope;
  /** The item, as JSON. */
  readonly body: string;
  /** Whether it is not JSON: another program has sent it, and it goes to the dead letters. @default false */
  readonly isRaw?: boolean;
  readonly attributes: MessageAttributes;
  /** When it is delivered at the earliest, in seconds from now. @default 0 */
  readonly delay?: number;
}

/** The attribute that carries the envelope, since clouds have few attributes and no place of their own for it. */
export const envelopeName = "fourfold";

/** In ASCII alone, since Service Bus shows attributes in headers. */
const written = (envelope: Envelope): string =>
  JSON.stringify(envelope).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The envelope of a dead letter, with as much of the reason as all clouds allow. */
export function deadLetterEnvelope(envelope: Envelope, tried: number, reason: string): Envelope {
  const whole = { ...envelope, tried, reason };
  let kept = reason;
  let shown: Envelope = whole;
  while (written(shown).length > sendLimits.value && kept !== "") {
    kept = kept.slice(0, Math.floor(kept.length * 0.9));
    shown = { ...whole, reason: `${kept}…` };
  }
  return shown;
}

/** The attributes as they travel. */
export function packed({ attributes, envelope }: Pick<Outgoing, "attributes" | "envelope">): MessageAttributes {
  return { ...attributes, [envelopeName]: written(envelope) };
}

export function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "sent" in value &&
    typeof value.sent === "number"
  );
}

/** The origin of a message, as its envelope has it. */
export const toEnvelope = ({ requestId, traceparent }: Origin): Pick<Envelope, "request" | "trace"> => ({
  request: requestId,
  ...(traceparent === undefined ? {} : { trace: traceparent }),
});

/** The origin of a message. @param id - Of the run that processes it. */
export function originOf({ request, trace }: Envelope, id: string): Origin {
  return toOrigin(typeof request === "string" ? request : id, trace);
}

/** The value of a JSON text; `undefined` where it is not JSON: another program has then sent it. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Separates the envelope from the attributes of a message that has arrived.
 * @param others - The envelope of a message that another program has sent: what the cloud knows of it.
 */
export function unpacked(
  all: MessageAttributes,
  others: Envelope,
): { readonly envelope: Envelope; readonly attributes: MessageAttributes } {
  const { [envelopeName]: text, ...attributes } = all;
  const envelope = text === undefined ? undefined : parse(text);
  return isEnvelope(envelope) ? { envelope, attributes } : { envelope: others, attributes: all };
}
