import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import type { LogAccess, LogEntry } from "../log.ts";
import type { ApiAnswer, ApiRequest } from "./handlers/ask.ts";
import type { deeds } from "./set.ts";

/** A message in a queue. */
export interface KeptMessage {
  /** As it travels: the item as JSON. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The id that it was sent with. */
  readonly id: string;
  /** Why it is there, if it is a dead letter with a reason from its function. */
  readonly reason?: string | undefined;
}

/** What somebody may want to do with a queue. */
export type Verb = "send" | "receive";

/** Where queues and topics are deployed. */
export interface MessageTarget {
  readonly cloud: Cloud;
  readonly logs: LogAccess;
  /** Calls the function that sends. */
  ask(path: string, body: unknown): Promise<Response>;
  /** The messages in a queue that nobody consumes, or in the dead letters of one: `kept`, `work`. */
  kept(queue: string, where?: "itself" | "dead letters"): Promise<readonly KeptMessage[]>;
  /** Puts the dead letters of a queue back into it. Returns how many there were. */
  redrive(queue: string): Promise<number>;
  /** Puts a text into a queue as a program does that knows nothing of envelopes. */
  putRaw(queue: string, text: string): Promise<void>;
  /** The request to the cloud's own API that puts something into a queue, or takes a message out of it, without credentials. */
  request(verb: Verb, queue: string, where?: "itself" | "dead letters"): ApiRequest;
  /** Calls the cloud's own API without credentials, or with ones that the cloud has not issued. */
  intrude(request: ApiRequest, as: "nobody" | "a forger"): Promise<ApiAnswer>;
  /** Calls whatever answers at the address of a function that processes messages, with a message, as its cloud would. */
  callConsumer(name: string, item: object, as: "nobody" | "a forger"): Promise<readonly ApiAnswer[]>;
  /** The queues that a function can reach without credentials: those that it has bindings for. */
  boundQueues(name: string): readonly string[];
}

/** What the sending function reports. */
export interface SendReport {
  readonly sent?: { readonly id: string } & readonly { readonly id: string }[];
  readonly code?: string;
  readonly message?: string;
  readonly failed?: readonly number[];
}

/** Has something sent. */
export async function send(target: MessageTarget, to: string, body: object): Promise<SendReport> {
  const response = await target.ask(`/${to}`, body);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

/** A key that no other message has. */
export const newKey = (): string => randomUUID();

/** Further options of an order. */
interface OrderOptions {
  readonly content?: unknown;
  readonly attributes?: Readonly<Record<string, string>>;
  /** @default the worker's */
  readonly queue?: string;
}

/** Sends work, and returns its key and its id. */
export async function order(
  target: MessageTarget,
  deed: (typeof deeds)[number],
  { content, attributes = {}, queue = "work" }: OrderOptions = {},
): Promise<{ readonly key: string; readonly id: string }> {
  const key = newKey();
  const { sent } = await send(target, queue, { item: { key, do: deed, content }, attributes });
  assert.ok(sent, "The message was not accepted.");
  return { key, id: sent.id };
}

/** The fields of a line. */
export function fieldsOf(line: LogEntry | undefined): Readonly<Record<string, unknown>> {
  return Object(line?.fields);
}

const isOf = (key: string, line: LogEntry): boolean => {
  const { key: own, item, id } = fieldsOf(line);
  return [own, Object(item).key, id, line.messageId].includes(key);
};

/** The attempts in lines, in their order. */
export const attemptsOf = (lines: readonly LogEntry[]): readonly unknown[] =>
  lines.map((line) => fieldsOf(line).attempt);

/** The lines of a function about the messages with a key, or with an id. */
export async function linesOf(
  { logs }: MessageTarget,
  name: string,
  message: string,
  key: string,
): Promise<readonly LogEntry[]> {
  return (await logs.read()).filter((line) => line.function === name && line.message === message && isOf(key, line));
}

/** Waits until something holds; otherwise fails with what was last seen. */
export async function awaitThat<T>(
  target: MessageTarget,
  see: () => Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const { patience } = target.logs;
  for (const until = Date.now() + patience; ; ) {
    const seen = await see();
    if (holds(seen)) return seen;
    assert.ok(Date.now() < until, `after ${patience} ms: ${JSON.stringify(seen)}`);
    await setTimeout(100);
  }
}

/** The lines of a function about the messages with a key, once there are as many as expected. */
export async function awaitLines(
  target: MessageTarget,
  name: string,
  message: string,
  key: string,
  count = 1,
): Promise<readonly LogEntry[]> {
  const see = () => linesOf(target, name, message, key);
  return awaitThat(target, see, (lines) => lines.length >= count);
}

/** The message in a queue, or in its dead letters, for which something holds. */
export async function awaitKept(
  target: MessageTarget,
  queue: string,
  holds: (message: KeptMessage) => boolean,
  where: "itself" | "dead letters" = "itself",
): Promise<KeptMessage> {
  const seen = await awaitThat(
    target,
    () => target.kept(queue, where),
    (messages) => messages.some(holds),
  );
  return seen.find(holds) ?? assert.fail();
}

/** The dead letter that a message has become. */
export const awaitDeadLetter = (target: MessageTarget, queue: string, id: string): Promise<KeptMessage> =>
  awaitKept(target, queue, (letter) => letter.id === id, "dead letters");

/** Waits for as long as a message that must not come would have taken. */
export const whileNothingComes = (): Promise<void> => setTimeout(1_500);
