import type { RetryContext, RetryOptions } from "./worker-process.ts";

/** Triggers whose functions the host retries. https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retries */
const retried: ReadonlySet<string> = new Set(["timertrigger", "eventhubtrigger", "cosmosdbtrigger", "kafkatrigger"]);

/** The next attempt after a failed one. */
export interface NextAttempt {
  /** Milliseconds until then. */
  readonly delay: number;
  readonly context: RetryContext;
}

/**
 * When a failed function runs again, by the retry policy that its app has registered. `undefined`: it does not.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies
 *
 * @param retries - How often it has been retried.
 */
export function nextAttempt(
  trigger: string,
  policy: RetryOptions | undefined,
  retries: number,
  failure: string,
): NextAttempt | undefined {
  if (policy === undefined || !retried.has(trigger.toLowerCase())) return undefined;
  const { maxRetryCount } = policy;
  // -1 is unlimited.
  if (maxRetryCount !== -1 && retries >= maxRetryCount) return undefined;
  return {
    delay: delayOf(policy, retries) * 1_000,
    context: { retryCount: retries + 1, maxRetryCount, exception: { message: failure } },
  };
}

/** In seconds. The random part that Azure adds to growing delays is omitted. */
function delayOf({ retryStrategy, delayInterval, minimumInterval, maximumInterval }: RetryOptions, retries: number) {
  if (retryStrategy === "fixedDelay") return delayInterval?.seconds ?? 0;
  return Math.min((minimumInterval?.seconds ?? 0) * 2 ** retries, maximumInterval?.seconds ?? Number.POSITIVE_INFINITY);
}
