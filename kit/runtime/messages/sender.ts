import type { MessageAttributes, SentMessage } from "../../spec/index.ts";
import { attributeName, sendLimits } from "../../spec/messages/send-limits.ts";
import type { CurrentRun } from "../origin.ts";
import { attempts, pause, waitBefore } from "../platform/retry.ts";
import { bytesOf } from "../platform/utf8.ts";
import { type Envelope, envelopeName, type Outgoing, toEnvelope } from "./envelope.ts";
import { isTransient, MessageError, NotAllSent, refuse } from "./errors.ts";

/** Sends messages to one queue or topic, as one cloud takes them. */
export interface Sender {
  /** The largest batch, in messages. */
  readonly most: number;
  /** The largest batch, in bytes. */
  readonly bytes: number;
  /**
   * Sends some messages once.
   * @returns the error of each, in their order; `undefined` for those that were accepted
   * @throws when it is not known whether they were accepted
   */
  send(messages: readonly Outgoing[]): Promise<readonly (MessageError | undefined)[]>;
}

/** The size of a message: its item, and the names and values of its attributes, as JSON, since on Workers all of it is one string. */
function sizeOf({ body, attributes }: Outgoing): number {
  return Object.entries(attributes).reduce((sum, [name, value]) => {
    return sum + bytesOf(name) + bytesOf(JSON.stringify(value)) - '""'.length;
  }, bytesOf(body));
}

/** The characters that SQS accepts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const allowed = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** Escapes the two characters that SQS does not accept and JSON does not escape. */
const escaped = (json: string): string =>
  json.replace(/[\uFFFE\uFFFF]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`);

/** @throws MessageError `Invalid` */
function checkAttributes(attributes: MessageAttributes): void {
  const entries = Object.entries(attributes);
  const { attributes: most, value: longest } = sendLimits;
  if (entries.length > most) refuse(`A message has at most ${most} attributes.`);
  // As those of topics: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
  if (new Set(entries.map(([name]) => name.toLowerCase())).size < entries.length) {
    refuse("Two attributes have the same name apart from capitals.");
  }
  for (const [name, value] of entries) {
    if (!attributeName.test(name) || name === envelopeName) {
      refuse(`${JSON.stringify(name)} is not a valid name for an attribute.`);
    }
    const size = typeof value === "string" ? bytesOf(value) : 0;
    if (size >= 1 && size <= longest && allowed.test(value)) continue;
    refuse(`The attribute "${name}" is not a string of 1 to ${longest} bytes without control characters.`);
  }
}

/** What a caller sends. */
export interface Content {
  readonly item: unknown;
  readonly attributes?: MessageAttributes;
  /** In seconds. @default 0 */
  readonly delay?: number;
}

/** A message whose size is known. */
interface Sized extends Outgoing {
  readonly bytes: number;
}

/** @throws MessageError `Invalid` or `TooLarge` */
function toOutgoing({ item, attributes = {}, delay = 0 }: Content, run: CurrentRun | undefined): Sized {
  checkAttributes(attributes);
  const body: unknown = JSON.stringify(item);
  if (typeof body !== "string") refuse("The item cannot be written as JSON.");
  const envelope: Envelope = { id: crypto.randomUUID(), sent: Date.now(), ...(run && toEnvelope(run)) };
  const outgoing = { envelope, body: escaped(body), attributes, ...(delay > 0 ? { delay } : {}) };
  const bytes = sizeOf(outgoing);
  if (bytes <= sendLimits.bytes) return { ...outgoing, bytes };
  const most = sendLimits.bytes.toLocaleString("en");
  throw new MessageError("TooLarge", `The message has ${bytes.toLocaleString("en")} bytes, of at most ${most}.`);
}

/** Groups messages into as few batches as the cloud's limits allow. */
function* groups(messages: readonly Sized[], { most, bytes }: Sender): Generator<readonly Outgoing[]> {
  let group: Outgoing[] = [];
  let size = 0;
  for (const message of messages) {
    // The envelope and what a cloud writes around it.
    const own = message.bytes + 1_000;
    if (group.length > 0 && (group.length === most || size + own > bytes)) {
      yield group;
      [group, size] = [[], 0];
    }
    group.push(message);
    size += own;
  }
  if (group.length > 0) yield group;
}

const firstWait = 100;

/** Sends a group once. A message that gets an error may have been accepted all the same. */
export async function sendOnce(
  sender: Sender,
  messages: readonly Outgoing[],
): Promise<readonly (MessageError | undefined)[]> {
  try {
    return await sender.send(messages);
  } catch (cause) {
    const unknown =
      cause instanceof MessageError ? cause : new MessageError("Unavailable", "The cloud did not answer.", { cause });
    return messages.map(() => unknown);
  }
}

/**
 * Sends a group, and retries what may yet be accepted. Messages keep their ids, so that consumers recognize duplicates.
 * @param deadline - When the run that sends must be over: its handler gets the error before the platform ends it. @default none
 */
async function sendGroup(
  sender: Sender,
  messages: readonly Outgoing[],
  deadline = Number.POSITIVE_INFINITY,
): Promise<readonly (MessageError | undefined)[]> {
  const errors = new Map<Outgoing, MessageError | undefined>();
  let left = messages;
  for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
    const wait = attempt === 0 ? 0 : waitBefore(attempt, firstWait);
    if (wait > 0 && Date.now() + wait >= deadline) break;
    if (wait > 0) await pause(wait);
    const results = await sendOnce(sender, left);
    for (const [at, message] of left.entries()) errors.set(message, results[at]);
    left = left.filter((_, at) => isTransient(results[at]));
  }
  return messages.map((message) => errors.get(message));
}

/**
 * Sends one message.
 * @throws MessageError
 */
export async function sendOne(sender: Sender, content: Content, run?: CurrentRun): Promise<SentMessage> {
  const outgoing = toOutgoing(content, run);
  const [error] = await sendGroup(sender, [outgoing], run?.deadline);
  if (error !== undefined) throw error;
  return { id: outgoing.envelope.id };
}

/** Sends a message as it is, with its envelope: to the dead letters, or once more for later. @throws MessageError */
export async function forward(sender: Sender, outgoing: Outgoing): Promise<void> {
  const [error] = await sendGroup(sender, [outgoing]);
  if (error !== undefined) throw error;
}

/**
 * Sends many messages, or none if one of them is invalid.
 * @throws MessageError `Invalid` or `TooLarge` before anything is sent; `NotAllSent`
 */
export async function sendMany(
  sender: Sender,
  contents: readonly Content[],
  run?: CurrentRun,
): Promise<readonly SentMessage[]> {
  const messages = contents.map((content) => toOutgoing(content, run));
  const errors: (MessageError | undefined)[] = [];
  for (const group of groups(messages, sender)) errors.push(...(await sendGroup(sender, group, run?.deadline)));
  const failed = errors.flatMap((error, index) => (error === undefined ? [] : [{ index, error }]));
  const sent = messages.flatMap(({ envelope: { id } }, index) => (errors[index] === undefined ? [{ id }] : []));
  if (failed.length > 0) throw new NotAllSent(sent, failed);
  return sent;
}
