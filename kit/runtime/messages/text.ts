import { type Envelope, isEnvelope, parse } from "./envelope.ts";
import type { Delivered } from "./process.ts";

type Content = Omit<Delivered, "attempt">;

interface Whole {
  readonly fourfold: Envelope;
  readonly attributes: Readonly<Record<string, string>>;
  readonly item?: unknown;
  /** A body that was not JSON. */
  readonly text?: string;
}

function isWhole(value: unknown): value is Whole {
  if (typeof value !== "object" || value === null || !("fourfold" in value)) return false;
  return isEnvelope(value.fourfold) && "attributes" in value && ("item" in value || "text" in value);
}

/**
 * Reads a message of a Workers queue, whose body is the whole message. Where another program has sent it, the whole body is the item.
 * @param others - The envelope of a message that another program has sent: what the cloud knows of it.
 */
export function fromText(body: unknown, others: Envelope): Content {
  const value = typeof body === "string" ? parse(body) : undefined;
  if (isWhole(value)) {
    const { fourfold: envelope, attributes, item, text } = value;
    return { envelope, attributes, body: text ?? JSON.stringify(item) };
  }
  return { envelope: others, attributes: {}, body: typeof body === "string" ? body : (JSON.stringify(body) ?? "") };
}
