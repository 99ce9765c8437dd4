import { retried } from "../platform/retry.ts";
import { TableError } from "./errors.ts";

/** What a store has thrown, as callers know it. */
export function toTableError(thrown: unknown): TableError {
  if (thrown instanceof TableError) return thrown;
  return new TableError("Unavailable", "the database did not answer.", { applied: "unknown", cause: thrown });
}

/** Whether to try again after an error. */
export type Retry = (error: TableError) => boolean;

/** What was refused because there was too much at a time: nothing was written. */
export const ifThrottled: Retry = ({ code }) => code === "Throttled";

/** The same, and what was not answered. */
export const ifPassing: Retry = ({ code }) => code === "Throttled" || code === "Unavailable";

/**
 * Does some work, and again as long as that may help.
 * @param deadline - When the run is over that it is done for. @default there is none
 * @throws TableError
 */
export function retrying<T>(work: (isFirst: boolean) => Promise<T>, retry: Retry, deadline?: number): Promise<T> {
  return retried(work, { toError: toTableError, retry, wait: ({ retryAfter }) => retryAfter, deadline });
}
