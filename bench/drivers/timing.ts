import type { Operations } from "./operations/index.ts";

/** What a process is asked to do. */
export interface Task {
  readonly operation: string;
  /** How often. */
  readonly calls: number;
  /** How many calls are under way at the same time. */
  readonly parallel: number;
}

/** What a task took, in milliseconds. */
export interface Timed {
  readonly whole: number;
  /** Each call, from the call until its answer. */
  readonly calls: readonly number[];
}

/** Does a task, and says how long it took. Also runs in a Worker. */
export async function timeTask(operations: Operations, { operation, calls, parallel }: Task): Promise<Timed> {
  const callOnce = operations[operation];
  if (callOnce === undefined) throw new Error(`There is no operation ${operation}.`);
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
