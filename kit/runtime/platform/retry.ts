/** How often something is tried at most. */
export const attempts = 4;

/**
 * Milliseconds before an attempt: longer each time, and at random, so that callers that were refused together do not come again
 * together. https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 * @param attempt - The number of attempts so far.
 * @param first - Decides how long the first wait is at most: 4 times as long.
 */
export const waitBefore = (attempt: number, first: number): number => Math.random() * first * 4 ** attempt;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** When work is tried again. */
export interface RetryRules<E> {
  /** What was thrown, as callers know it. */
  toError(thrown: unknown): E;
  /** Whether trying again may help. */
  retry(error: E): boolean;
  /** How long the cloud wants nothing more, in milliseconds. @default it has not said so */
  wait?(error: E): number | undefined;
  /** When the run is over that the work is done for: whoever waits gets the error before, and is not ended by the platform. @default none */
  readonly deadline?: number | undefined;
}

const firstWait = 50;

/**
 * Does some work, and again as long as that may help.
 * @throws E
 */
export async function retried<T, E>(
  work: (isFirst: boolean) => Promise<T>,
  { toError, retry, wait: asked, deadline = Number.POSITIVE_INFINITY }: RetryRules<E>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt === 1);
    } catch (thrown) {
      const error = toError(thrown);
      const wait = Math.max(waitBefore(attempt, firstWait), asked?.(error) ?? 0);
      if (attempt >= attempts || !retry(error) || Date.now() + wait >= deadline) throw error;
      await pause(wait);
    }
  }
}
