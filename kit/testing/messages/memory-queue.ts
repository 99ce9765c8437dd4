import { type Envelope, type Outgoing, parse } from "../../runtime/messages/envelope.ts";
import type { Delivered } from "../../runtime/messages/process.ts";
import type { Sender } from "../../runtime/messages/sender.ts";
import type { MessageAttributes } from "../../spec/index.ts";
import type { QueueDefinition } from "./memory-set.ts";

/** A message in a queue or in its dead letters. */
export interface KeptMessage {
  readonly id: string;
  /** What was sent. Undefined where it is not JSON: another program has then sent it. */
  readonly item: unknown;
  /** The item as it travels, as JSON. */
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** How often it was tried. */
  readonly attempts: number;
  /** Why the message is a dead letter, if it is one. */
  readonly reason?: string;
}

type Content = Pick<Outgoing, "envelope" | "body" | "attributes">;

/** A message on its way to a handler. */
export interface Waiting extends Delivered {
  /** When it may be processed, in seconds since the test began. */
  readonly due: number;
}

function shown({ envelope, body, attributes }: Content, attempts: number): KeptMessage {
  const { id, reason } = envelope;
  return { id, item: parse(body), body, attributes, attempts, ...(reason === undefined ? {} : { reason }) };
}

const withoutEnd = ({ tried: _, reason: __, ...clean }: Envelope): Envelope => clean;

/** A sender that accepts everything at once. */
export function acceptingSender(take: (message: Outgoing) => void): Sender {
  return {
    ...{ most: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY },
    async send(messages) {
      messages.forEach(take);
      return messages.map(() => undefined);
    },
  };
}

/** A queue and its dead letters, in memory. Time is what its clock says: a test waits for nothing. */
export class MemoryQueue {
  readonly #clock: () => number;
  readonly #waiting = new Set<Waiting>();
  readonly #deadLetters = new Set<Content>();

  /** Its definition in the set. */
  readonly definition: QueueDefinition;

  /** @param clock - In seconds. */
  constructor(definition: QueueDefinition, clock: () => number) {
    this.definition = definition;
    this.#clock = clock;
  }

  /** Takes what is sent to the queue. */
  readonly sender: Sender = acceptingSender((message) => this.put(message, message.delay));

  /** Takes what is put into the dead letters. */
  readonly deadLetterSender: Sender = acceptingSender((message) => void this.#deadLetters.add(message));

  /** @param after - In seconds. @default 0 */
  put({ envelope, body, attributes }: Content, after = 0, attempt = 1): void {
    this.#waiting.add({ envelope, body, attributes, attempt, due: this.#clock() + after });
  }

  /** When the next message may be processed. Infinity: there are none. */
  get due(): number {
    return Math.min(...[...this.#waiting].map(({ due }) => due));
  }

  /** Takes out what may be processed by now. */
  take(): readonly Waiting[] {
    const now = this.#clock();
    const taken = [...this.#waiting].filter(({ due }) => due <= now);
    for (const message of taken) this.#waiting.delete(message);
    return taken;
  }

  messages(): readonly KeptMessage[] {
    return [...this.#waiting].map((message) => shown(message, message.attempt - 1));
  }

  deadLetters(): readonly KeptMessage[] {
    return [...this.#deadLetters].map((message) => shown(message, message.envelope.tried ?? 0));
  }

  /** Puts the dead letters back. Returns how many there were. */
  redrive(): number {
    const letters = [...this.#deadLetters];
    this.#deadLetters.clear();
    for (const letter of letters) this.put({ ...letter, envelope: withoutEnd(letter.envelope) });
    return letters.length;
  }
}
