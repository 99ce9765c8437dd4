import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/**
 * What a forked process sends next.
 * @throws Error when it ends instead, naming it by its label
 */
export async function nextMessage(child: ChildProcess, label: string): Promise<unknown> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    const ended = once(child, "exit", { signal }).then(([code]) => {
      throw new Error(`${label} ended with ${code}.`);
    });
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    return message;
  } finally {
    // Takes back the listener that was not called.
    answered.abort();
  }
}
