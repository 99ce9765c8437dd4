import type { Message } from "../../../engines/messages.ts";
import { type MessageAttributes, md5Of } from "./attributes.ts";
import { handleOf } from "./handles.ts";

/** What is kept with a message besides its body. */
export interface Notes {
  readonly attributes: MessageAttributes;
  readonly sender: string;
}

/** A received message, before a service turns it into its own form. */
export interface ReceivedMessage {
  readonly id: string;
  /** The receipt handle. */
  readonly handle: string;
  readonly body: string;
  readonly md5: string;
  /** The attributes that SQS itself sets. */
  readonly system: Readonly<Record<string, string>>;
  readonly attributes: MessageAttributes;
  /** When it comes back, in epoch milliseconds. */
  readonly due: number;
}

function isNotes(notes: object): notes is Notes {
  return "attributes" in notes && "sender" in notes;
}

/** @param queue - Its ARN. */
export function receivedOf(message: Message, queue: string): ReceivedMessage {
  const { id, body, notes, sent, attempts, taken, origin, due } = message;
  const { attributes, sender } = isNotes(notes) ? notes : { attributes: {}, sender: "" };
  return {
    ...{ id, body, attributes, due, md5: md5Of(body) },
    handle: handleOf(message, queue),
    system: {
      ApproximateFirstReceiveTimestamp: String(taken),
      ApproximateReceiveCount: String(attempts),
      SenderId: sender,
      SentTimestamp: String(sent),
      ...(origin === undefined ? {} : { DeadLetterQueueSourceArn: origin }),
    },
  };
}
