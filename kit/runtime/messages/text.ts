import { type Envelope, isEnvelope, parse } from "./envelope.ts";
import type { Delivered } from "./process.ts";

type Content = Omit<Delivered, "attempt">;

interface Whole {
  readonly fourfold: Envelope;
  readonly attributes: Readonly<Record<string, string>>;
  readonly item?: unknown;
  /** What was not JSON. */
  readonly text?: string;
}

function isWhole(value: unknown): value is Whole {
  if (typeof value !== "object" || value === null || !("fourfold" in value)) return false;
  return isEnvelope(value.fourfold) && "attributes" in value && ("item" in value || "text" in value);
}

/**
 * Takes a message of a Workers queue apart, which has all of it in one text. Of what did not come from here the whole body is the item.
 * @param others - What the cloud says of a message that did not come from here.
 */
export function fromText(body: unknown, others: Envelope): Content {
  const value = typeof body === "string" ? parse(body) : undefined;
  if (isWhole(value)) {
    const { fourfold: envelope, attributes, item, text } = value;
    return { envelope, attributes, body: text ?? JSON.stringify(item) };
  }
  return { envelope: others, attributes: {}, body: typeof body === "string" ? body : (JSON.stringify(body) ?? "") };
}
