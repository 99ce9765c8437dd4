/** The background work of one run. */
export interface Background {
  waitUntil(work: Promise<unknown>): void;
  /** Resolves once all of it is done, at the deadline at the latest. */
  settled(): Promise<void>;
}

/**
 * Collects background work, for platforms that may stop an instance as soon as it has answered.
 *
 * @param deadline - In milliseconds since 1970.
 */
export function collectBackground(deadline: number): Background {
  const pending = new Set<Promise<unknown>>();
  return {
    waitUntil(work) {
      const done = work.finally(() => pending.delete(done));
      pending.add(done);
    },
    async settled() {
      if (pending.size === 0) return;
      let isLate = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
      }).then(() => {
        isLate = true;
      });
      // Work may leave further work behind.
      while (pending.size > 0 && !isLate) await Promise.race([Promise.all(pending), late]);
      clearTimeout(timer);
    },
  };
}
