import type { Clock } from "../contract.ts";
import type { Timer } from "./timer.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How to handle times that passed while nothing could run: while the machine slept, or before a start. */
export type Missed = "skip" | "latest";

/** Something that runs on a schedule. */
export interface Job {
  readonly timer: Timer;
  /** `skip`: they are lost. `latest`: the job runs once, for the last of them. */
  readonly missed: Missed;
  /** Only times after this instant are due, in epoch milliseconds. @default now */
  readonly since?: number;
  /** Called once for each time that is due. */
  run(scheduledTime: number): void;
}

/** Runs jobs by the simulator's clock. Nothing is stored: services set their jobs again when a simulator starts. */
export interface Timetable {
  /** Replaces the jobs of a key. */
  set(key: string, ...jobs: readonly Job[]): void;
  /** Removes the jobs of a key, if it has any. */
  remove(key: string): void;
  /** Removes all jobs. */
  stop(): void;
}

/** The last due time in an interval that excludes its start, searched from the end in growing steps. */
function lastDue(timer: Timer, after: number, now: number): number | undefined {
  for (let span = hour; ; span *= 24) {
    const from = Math.max(after, now - span);
    let last: number | undefined;
    for (let due = timer.next(from); due !== undefined && due <= now; due = timer.next(due)) last = due;
    if (last !== undefined || from === after) return last;
  }
}

/** Runs a job whenever it is due. Returns a function that ends it. */
function start(job: Job, clock: Clock): () => void {
  let cancel = (): void => undefined;
  /** Waits for the next time after an instant. A late callback handles what has become due meanwhile. */
  const wait = (after: number): void => {
    const due = job.timer.next(after);
    cancel = due === undefined ? () => undefined : clock.after(Math.max(0, due - clock.now()), () => call(after));
  };
  const call = (after: number): void => {
    const now = clock.now();
    const last = lastDue(job.timer, job.missed === "skip" ? Math.max(after, now - minute) : after, now);
    wait(Math.max(after, now));
    if (last !== undefined) job.run(last);
  };
  wait(job.since ?? clock.now());
  return () => cancel();
}

export function createTimetable(clock: Clock): Timetable {
  /** Functions that end the jobs of each key. */
  const running = new Map<string, readonly (() => void)[]>();
  const remove = (key: string): void => {
    for (const end of running.get(key) ?? []) end();
    running.delete(key);
  };
  return {
    set(key, ...jobs) {
      remove(key);
      running.set(
        key,
        jobs.map((job) => start(job, clock)),
      );
    },
    remove,
    stop() {
      for (const key of [...running.keys()]) remove(key);
    },
  };
}
