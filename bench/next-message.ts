import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/**
 * The next message of a forked process.
 * @throws Error with its label when it ends instead.
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
    // Removes the listener that was not called.
    answered.abort();
  }
}
