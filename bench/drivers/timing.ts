import type { Operations, Task, Timed } from "./contract.ts";

/** Does a task, and says how long it took. Also runs in a Worker. */
export async function timeTask(operations: Operations, { operation, calls, parallel }: Task): Promise<Timed> {
  const callOnce = operations[operation];
  if (callOnce === undefined) throw new Error(`The operation ${operation} does not exist.`);
  const took: number[] = [];
  let left = calls;
  const callAgain = async () => {
    while (left > 0) {
      left--;
      const start = performance.now();
      await callOnce();
      took.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: parallel }, callAgain));
  return { whole: performance.now() - start, calls: took };
}
