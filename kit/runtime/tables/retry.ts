import { TableError } from "./errors.ts";

const attempts = 4;
const firstWait = 50;

/**
 * Milliseconds before an attempt: more before each, and at random, so that those who were refused together do not come again together.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
const waitBefore = (attempt: number) => Math.random() * firstWait * 4 ** attempt;

/** What a store has thrown, as callers know it. */
export function toTableError(thrown: unknown): TableError {
  if (thrown instanceof TableError) return thrown;
  return new TableError("Unavailable", "The database did not answer.", { applied: "unknown", cause: thrown });
}

/** Whether to try again after an error. */
export type Retry = (error: TableError) => boolean;

/** What was refused because there was too much at a time: nothing was written. */
export const ifThrottled: Retry = ({ code }) => code === "Throttled";

/** The same, and what was not answered. */
export const ifPassing: Retry = ({ code }) => code === "Throttled" || code === "Unavailable";

/**
 * Does some work, and again as long as that may help.
 * @param deadline - When the run is over that it is done for: whoever waits is told before, not ended by the platform. @default there is none
 * @throws TableError
 */
export async function retrying<T>(
  work: (isFirst: boolean) => Promise<T>,
  retry: Retry,
  deadline = Number.POSITIVE_INFINITY,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt === 1);
    } catch (thrown) {
      const error = toTableError(thrown);
      const wait = Math.max(waitBefore(attempt), error.retryAfter ?? 0);
      if (attempt >= attempts || !retry(error) || Date.now() + wait >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}
