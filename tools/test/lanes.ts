/** A job, and what it may run beside. */
export interface Job {
  /** How long it takes beside others: it decides when a job starts. */
  readonly weight: number;
  readonly alone?: boolean;
  readonly waits?: boolean;
  readonly apart?: string;
}

/**
 * Runs all jobs, several at a time, the heaviest first, so that no long one is left at the end. Jobs that
 * must be apart from each other wait for each other. Jobs that mostly wait share an additional lane. Jobs that must be alone
 * run one after the other when the others have ended.
 *
 * @param run - Called with the number of the job's lane, which no other job has meanwhile.
 */
export async function runInLanes<T extends Job>(
  jobs: readonly T[],
  lanes: number,
  run: (job: T, lane: number) => Promise<void>,
): Promise<void> {
  const together = jobs.filter(({ alone }) => !alone).sort((a, b) => b.weight - a.weight);
  const [waiting, working] = [together.filter(({ waits }) => waits), together.filter(({ waits }) => !waits)];
  const running = new Set<T>();
  const isFree = ({ apart }: T) => apart === undefined || ![...running].some((other) => other.apart === apart);
  const runLane = async (left: T[], lane: number) => {
    // If none is free, another lane runs what they wait for, and takes them afterwards.
    for (let next = left.find(isFree); next !== undefined; next = left.find(isFree)) {
      left.splice(left.indexOf(next), 1);
      running.add(next);
      await run(next, lane);
      running.delete(next);
    }
  };
  const numbers = Array.from({ length: lanes }, (_, lane) => lane);
  await Promise.all([...numbers.map((lane) => runLane(working, lane)), runLane(waiting, lanes)]);
  for (const job of jobs) if (job.alone) await run(job, 0);
}
