import type { ApiAnswer } from "../../api/index.ts";
import { messageIdOf, type Received } from "../message.ts";

/** JSON for a header: in ASCII. */
function toHeader(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function timeOf(time: number): string {
  return new Date(time).toUTCString();
}

/**
 * The response with a received message.
 * https://learn.microsoft.com/rest/api/servicebus/peek-lock-message-non-destructive-read#response-headers
 *
 * @param location - The address of its lock. @default none: it was removed when it was read
 */
export function answerWith(message: Received, location?: string): ApiAnswer {
  const { body, broker, properties, sequence, deliveryCount, enqueued, expires, lockToken, lockedUntil } = message;
  const { ContentType, ...texts } = broker;
  const lock = location === undefined ? {} : { LockToken: lockToken, LockedUntilUtc: timeOf(lockedUntil) };
  const known = {
    ...{ ...texts, ...lock, SequenceNumber: sequence, EnqueuedSequenceNumber: 0 },
    ...{ DeliveryCount: deliveryCount, State: "Active", EnqueuedTimeUtc: timeOf(enqueued) },
    ...(expires === undefined ? {} : { TimeToLive: (expires - enqueued) / 1_000 }),
  };
  const custom = Object.entries(properties).map(([name, value]) => [name, toHeader(value)]);
  return {
    status: location === undefined ? 200 : 201,
    headers: {
      ...Object.fromEntries(custom),
      ...(ContentType === undefined ? {} : { "content-type": ContentType }),
      ...(location === undefined ? {} : { location }),
      BrokerProperties: toHeader(known),
    },
    body,
  };
}

/** The path of a lock below its queue: by message and lock. */
export function lockPath(message: Received): string {
  return `${encodeURIComponent(messageIdOf(message))}/${message.lockToken}`;
}
