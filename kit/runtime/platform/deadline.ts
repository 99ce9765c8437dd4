/** Milliseconds of reserve, so that an answer at the deadline still gets out before the platform ends the request. */
const reserve = 100;

/**
 * The deadline of a run that may take some milliseconds from a time on. Both times are in milliseconds since 1970.
 */
export function deadlineIn(milliseconds: number, from = Date.now()): number {
  return from + Math.max(0, milliseconds - reserve);
}

/**
 * Waits for work, and for some milliseconds at most. Late work goes on, and its result is ignored.
 *
 * @param refuse - Makes the error for work that is late.
 */
export async function within<T>(milliseconds: number, work: T | Promise<T>, refuse: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(refuse()), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
