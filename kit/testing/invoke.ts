import { randomUUID } from "node:crypto";
import type { Invocation } from "../runtime/invocation.ts";
import type { LogLevel } from "../runtime/logger.ts";
import type { Cloud } from "../spec/index.ts";

/** How a handler is started for a test, whatever triggers it. */
export interface HandlerOptions {
  /** What its links hand out: fakes, or the values themselves. @default {} */
  readonly links?: object;
  /** The cloud that the handler is told. @default "aws" */
  readonly cloud?: Cloud;
  /** Hears each line of the log, which is JSON. @default nobody does */
  readonly onLog?: (level: LogLevel, line: string) => void;
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
