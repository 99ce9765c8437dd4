import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import type { LogAccess, LogEntry } from "../log.ts";
import type { deeds } from "./set.ts";

/** A message that lies in a queue. */
export interface KeptMessage {
  /** As it travels: the item as JSON. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The id that it was sent with. */
  readonly id: string;
  /** Why it is there, if it is a dead letter whose function has said it. */
  readonly reason?: string | undefined;
}

/** Where queues and topics are deployed. */
export interface MessageTarget {
  readonly cloud: Cloud;
  readonly logs: LogAccess;
  /** Asks the function that sends. */
  ask(path: string, body: unknown): Promise<Response>;
  /** What lies in a queue that nobody consumes, or in the dead letters of one: `kept`, `work`. */
  kept(queue: string, where?: "itself" | "dead letters"): Promise<readonly KeptMessage[]>;
  /** Puts the dead letters of a queue back into it. Answers how many there were. */
  redrive(queue: string): Promise<number>;
  /** Puts a text into a queue as somebody does who knows nothing of envelopes. */
  putRaw(queue: string, text: string): Promise<void>;
}

/** What the sending function answers. */
export interface Answer {
  readonly sent?: { readonly id: string } & readonly { readonly id: string }[];
  readonly code?: string;
  readonly message?: string;
  readonly failed?: readonly number[];
}

/** Has something sent. */
export async function send(target: MessageTarget, to: string, body: object): Promise<Answer> {
  const response = await target.ask(`/${to}`, body);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}

/** A key that no other message has. */
export const newKey = (): string => randomUUID();

/** Sends work to the worker, and answers its key and its id. */
export async function order(
  target: MessageTarget,
  deed: (typeof deeds)[number],
  {
    content,
    attributes = {},
  }: { readonly content?: unknown; readonly attributes?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly key: string; readonly id: string }> {
  const key = newKey();
  const { sent } = await send(target, "work", { item: { key, do: deed, content }, attributes });
  assert.ok(sent, "The message was not accepted.");
  return { key, id: sent.id };
}

/** What a line says besides its message. */
export function fieldsOf(line: LogEntry | undefined): Readonly<Record<string, unknown>> {
  return Object(line?.fields);
}

const keyOf = (line: LogEntry): unknown => fieldsOf(line).key ?? Object(fieldsOf(line).item).key;

/** What a function has written of the messages with a key. */
export async function linesOf(
  { logs }: MessageTarget,
  name: string,
  message: string,
  key: string,
): Promise<readonly LogEntry[]> {
  return (await logs.read()).filter(
    (line) => line.function === name && line.message === message && keyOf(line) === key,
  );
}

/** Waits until something holds, and fails with what was seen last. */
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

/** The dead letter that a message has become. */
export async function awaitDeadLetter(target: MessageTarget, queue: string, id: string): Promise<KeptMessage> {
  const see = () => target.kept(queue, "dead letters");
  const letters = await awaitThat(target, see, (seen) => seen.some((letter) => letter.id === id));
  const found = letters.find((letter) => letter.id === id);
  assert.ok(found);
  return found;
}

/** The time in which something would have come that is not to come, in milliseconds. */
export const whileNothingComes = (): Promise<void> => setTimeout(1_500);
