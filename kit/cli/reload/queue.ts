/**
 * Runs work one at a time, in the order of the calls. Work that is already waiting is not added again.
 * @param report - Receives errors of work; the next work runs all the same.
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
