/**
 * Does work in the order in which it is asked for, one at a time. Work that already waits is not asked for twice.
 * @param report hears of work that failed; the next one is done all the same
 */
export function createQueue(report: (error: unknown) => void): (work: () => Promise<void>) => void {
  let last = Promise.resolve();
  const waiting = new Set<() => Promise<void>>();
  return (work) => {
    if (waiting.has(work)) return;
    waiting.add(work);
    const run = (): Promise<void> => {
      waiting.delete(work);
      return work();
    };
    last = last.then(run).catch(report);
  };
}
