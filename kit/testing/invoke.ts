import { randomUUID } from "node:crypto";
import type { Definition, Invocation } from "../runtime/invocation.ts";
import type { Drivers } from "../runtime/links.ts";
import type { LogLevel } from "../runtime/logger.ts";
import type { Cloud, StartSettings } from "../spec/index.ts";

/** What opens the links of functions to queues and topics: {@link messagesOf}. */
export interface MessageLinks {
  readonly drivers: Drivers;
  /** The links of a function that the drivers open. */
  linksOf(name: string): NonNullable<StartSettings["links"]>;
}

/** How a handler is started for a test, whatever triggers it. */
export interface HandlerOptions {
  /** The values of its links, or fakes. @default {} */
  readonly links?: object;
  /** The queues and topics that its other links send to: {@link messagesOf}. @default none */
  readonly messages?: MessageLinks;
  /** The cloud that the handler finds in its context. @default "aws" */
  readonly cloud?: Cloud;
  /** Receives each line of the log, which is JSON. @default lines are dropped */
  readonly onLog?: (level: LogLevel, line: string) => void;
}

/** A handler, and what opens its links. Those that a test passes are used unchanged. */
export function linked<D extends Definition & { make(links: object): unknown }>(
  handler: D,
  { links = {}, messages }: HandlerOptions,
) {
  return {
    definition: { ...handler, make: (opened: object) => handler.make({ ...opened, ...links }) },
    links: messages?.linksOf(handler.name) ?? {},
    drivers: messages?.drivers ?? {},
  };
}

/**
 * Calls a handler once, as a platform does, and waits for the work that the call leaves behind.
 *
 * @param timeout - How long the call may take, in seconds.
 */
export async function invoke<T>(
  timeout: number,
  { onLog = () => undefined }: HandlerOptions,
  call: (invocation: Invocation) => Promise<T>,
): Promise<T> {
  const works: Promise<unknown>[] = [];
  try {
    return await call({
      id: randomUUID(),
      deadline: Date.now() + timeout * 1_000,
      write: onLog,
      waitUntil: (work) => void works.push(work),
    });
  } finally {
    await Promise.all(works);
  }
}
