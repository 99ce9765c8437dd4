import { TableError } from "fourfold/runtime";

const attempts = 8;
const firstWait = 10;

const sleep = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Does again what failed because others have written the same item at the same time, after a wait at random: a table tries 10 times by
 * itself, one after the other, which many at a time use up. Only for work that may be done twice.
 */
export async function contended<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isConflict = error instanceof TableError && error.code === "Conflict";
      if (!isConflict || attempt >= attempts) throw error;
      await sleep(Math.random() * firstWait * 2 ** attempt);
    }
  }
}
