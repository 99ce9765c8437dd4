import type { Comparison, Spent, Subject, Task, Worker } from "./contract.ts";

/** What each subject spent on a task, one value for each round. */
export type Measured = ReadonlyMap<Subject, readonly Spent[]>;

/** Calls until the engine has compiled what is hot. */
const warmUp = 300;

/** Both by turns, and each of them first in every other round. */
async function measureRounds(workers: ReadonlyMap<Subject, Worker>, task: Task, rounds: number): Promise<Measured> {
  const spent = new Map<Subject, Spent[]>([...workers.keys()].map((subject) => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 === 0 ? [...workers] : [...workers].toReversed();
    for (const [subject, worker] of turns) spent.get(subject)?.push(await worker.run(task));
  }
  return spent;
}

async function measureOne({ ours, theirs, open }: Comparison, tasks: readonly Task[], rounds: number) {
  const place = await open();
  const workers = new Map<Subject, Worker>();
  try {
    for (const subject of [ours, theirs]) workers.set(subject, await place.start(subject));
    const measured: Measured[] = [];
    for (const task of tasks) {
      for (const worker of workers.values()) await worker.run({ ...task, calls: warmUp });
      measured.push(await measureRounds(workers, task, rounds));
    }
    return measured;
  } finally {
    for (const worker of workers.values()) worker.stop();
    await place.stop();
  }
}

/**
 * Measures tasks in each place, one after the other.
 * @returns what each subject spent, for each task
 */
export async function measure(
  tasks: readonly Task[],
  quick: boolean,
  of: readonly Comparison[],
): Promise<readonly Measured[]> {
  const places: (readonly Measured[])[] = [];
  for (const comparison of of) places.push(await measureOne(comparison, tasks, quick ? 5 : 11));
  return tasks.map((_, at) => new Map(places.flatMap((measured) => [...(measured[at] ?? [])])));
}
