import { setTimeout as sleep } from "node:timers/promises";

type Found<T> = T | undefined | false;

/**
 * Waits for what comes by itself, such as a line of a log, and gives what was found.
 *
 * @param find - Gives it, or something falsy as long as it is not there: `() => lines.length === 2`.
 * @param seconds - How long to wait before the test fails.
 */
export async function until<T>(find: () => Found<T> | Promise<Found<T>>, seconds = 10): Promise<T> {
  for (const end = Date.now() + seconds * 1_000; ; await sleep(10)) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} seconds: ${find}`);
  }
}

/** Gives what should not happen the time to happen. Where it could begin with a cold start, a later call shows more. */
export function aWhile(): Promise<void> {
  return sleep(150);
}
