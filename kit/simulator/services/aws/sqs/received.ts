import type { Message } from "../../../engines/messages.ts";
import { type MessageAttributes, md5Of } from "./attributes.ts";
import { handleOf } from "./handles.ts";

/** What is kept of a message beside its body. */
export interface Notes {
  readonly attributes: MessageAttributes;
  readonly sender: string;
}

/** A message that was received, before a service puts it in its own words. */
export interface ReceivedMessage {
  readonly id: string;
  /** What it is deleted with. */
  readonly handle: string;
  readonly body: string;
  readonly md5: string;
  /** The attributes that SQS itself gives a message. */
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
