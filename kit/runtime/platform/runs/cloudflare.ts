import type { Invocation } from "../../invocation.ts";
import { deadlineIn } from "../deadline.ts";

/** https://developers.cloudflare.com/workers/runtime-apis/context/ */
export interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

/**
 * Begins a run, whatever has triggered it. The platform itself waits for background work.
 *
 * @param timeout - In seconds.
 */
export function begin(context: ExecutionContext, timeout: number): Invocation {
  return {
    id: crypto.randomUUID(),
    deadline: deadlineIn(timeout * 1_000),
    write: (level, line) => console[level](line),
    waitUntil: (work) => context.waitUntil(work),
  };
}
