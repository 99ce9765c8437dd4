import type { InvocationContext } from "@azure/functions";
import type { Invocation } from "../../invocation.ts";
import { deadlineIn } from "../deadline.ts";
import { type Background, collectBackground } from "./background.ts";

/**
 * Begins a run, whatever has triggered it.
 *
 * @param timeout - In seconds.
 */
export function begin(context: InvocationContext, timeout: number): Invocation & Background {
  const deadline = deadlineIn(timeout * 1_000);
  return {
    id: context.invocationId,
    deadline,
    // Lines of `console` would not belong to the invocation.
    write: (level, line) => context[level](line),
    ...collectBackground(deadline),
  };
}
