import { createHash } from "node:crypto";
import { at, numberAt, recordAt, textAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import { type Message, tokenOf } from "../../../engines/messages.ts";
import type { MessageProperties } from "./sql/parse.ts";

/** A message to be sent. */
export interface Outgoing {
  readonly body: Uint8Array;
  /** The broker properties, with their REST names: `MessageId`, `CorrelationId`, `ContentType`. */
  readonly broker: Readonly<Record<string, string>>;
  /** The custom properties of its sender. */
  readonly properties: MessageProperties;
  /** How long it stays valid once it can be received, in milliseconds. @default the entity's time to live */
  readonly timeToLive?: number;
  /** When it can be received, in milliseconds from now. @default 0 */
  readonly delay?: number;
}

/** A message in a queue or a subscription. Times are epoch milliseconds. */
export interface Enqueued extends Outgoing {
  readonly sequence: number;
  /** When it could first be received. */
  readonly enqueued: number;
  /** @default it does not expire */
  readonly expires?: number;
  /** How often it has been forwarded from one entity to another. */
  readonly hops: number;
  /** How often it was delivered before it became a dead letter, or 0. */
  readonly before: number;
}

/** A locked message. */
export interface Received extends Enqueued {
  readonly lockToken: string;
  /** The number of this delivery, from 1. */
  readonly deliveryCount: number;
  readonly lockedUntil: number;
}

type Stored = Pick<Message, "body" | "notes">;

/** A message as the engine stores it. */
export function stored({ body, ...notes }: Enqueued): Stored {
  return { body: Buffer.from(body).toString("base64"), notes };
}

function isValue(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The entries of an object that can be properties of messages. */
export function propertiesIn(value: unknown): MessageProperties {
  return Object.fromEntries(
    Object.entries(recordAt(value)).filter((entry): entry is [string, string | number | boolean] => isValue(entry[1])),
  );
}

function textsIn(value: Properties): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => isText(entry[1])));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function enqueuedIn({ body, notes }: Stored): Enqueued {
  const [timeToLive, expires] = [numberAt(notes, "timeToLive"), numberAt(notes, "expires")];
  return {
    body: Buffer.from(body, "base64"),
    broker: textsIn(recordAt(notes, "broker")),
    properties: propertiesIn(at(notes, "properties")),
    sequence: numberAt(notes, "sequence") ?? 0,
    enqueued: numberAt(notes, "enqueued") ?? 0,
    hops: numberAt(notes, "hops") ?? 0,
    before: numberAt(notes, "before") ?? 0,
    ...(timeToLive === undefined ? {} : { timeToLive }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** Lock tokens are GUIDs, different for each delivery. */
export function lockTokenOf(message: Message): string {
  const digest = createHash("sha256").update(tokenOf(message)).digest("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([start, end]) => digest.slice(start, end))
    .join("-");
}

export function received(message: Message): Received {
  const enqueued = enqueuedIn(message);
  const deliveryCount = enqueued.before + message.attempts;
  return { ...enqueued, deliveryCount, lockToken: lockTokenOf(message), lockedUntil: message.due };
}

export function messageIdOf({ broker }: Outgoing): string {
  return textAt(broker, "MessageId") ?? "";
}
