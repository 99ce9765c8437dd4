/** Milliseconds that are kept back, so that an answer at the deadline still leaves before the platform ends the request. */
const reserve = 100;

/**
 * The deadline of a request that may take some milliseconds. In milliseconds since 1970, as is the time from which they count.
 */
export function deadlineIn(milliseconds: number, from = Date.now()): number {
  return from + Math.max(0, milliseconds - reserve);
}
