/** Milliseconds that are kept back, so that an answer at the deadline still leaves before the platform ends the request. */
const reserve = 100;

/** The deadline of a request that may take some milliseconds from now. In milliseconds since 1970. */
export function deadlineIn(milliseconds: number): number {
  return Date.now() + Math.max(0, milliseconds - reserve);
}
