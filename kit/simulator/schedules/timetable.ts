import type { Clock } from "../contract.ts";
import type { Timer } from "./timer.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What is done with times that passed while nobody could run: while the machine slept, or before a start. */
export type Missed = "skip" | "latest";

/** Something that runs at times. */
export interface Job {
  readonly timer: Timer;
  /** `skip`: they are lost. `latest`: one run, for the last of them. */
  readonly missed: Missed;
  /** Times after this instant count, in epoch milliseconds. @default now */
  readonly since?: number;
  /** Called once for each time that is due. */
  run(scheduledTime: number): void;
}

/** Jobs by key, run on a clock. It keeps nothing: services set their jobs again when a simulator starts. */
export interface Timetable {
  /** Adds a job, or replaces the one that has its key. */
  set(key: string, job: Job): void;
  /** Removes a job, if it is there. */
  remove(key: string): void;
  /** When a job is due next. */
  next(key: string): number | undefined;
  /** Removes all. */
  stop(): void;
}

/** The last time that is due after one instant and at another or before: looked for from the end, in steps that grow. */
function lastDue(timer: Timer, after: number, now: number): number | undefined {
  for (let span = hour; ; span *= 24) {
    const from = Math.max(after, now - span);
    let last: number | undefined;
    for (let due = timer.next(from); due !== undefined && due <= now; due = timer.next(due)) last = due;
    if (last !== undefined || from === after) return last;
  }
}

export function createTimetable(clock: Clock): Timetable {
  const running = new Map<string, { readonly timer: Timer; readonly cancel: () => void }>();

  const remove = (key: string): void => {
    running.get(key)?.cancel();
    running.delete(key);
  };

  /** Waits for the next time after an instant. A callback that comes late finds what has become due meanwhile. */
  const wait = (key: string, job: Job, after: number): void => {
    const due = job.timer.next(after);
    const cancel =
      due === undefined ? () => undefined : clock.after(Math.max(0, due - clock.now()), () => call(key, job, after));
    running.set(key, { timer: job.timer, cancel });
  };

  const call = (key: string, job: Job, after: number): void => {
    const now = clock.now();
    const last = lastDue(job.timer, job.missed === "skip" ? Math.max(after, now - minute) : after, now);
    wait(key, job, Math.max(after, now));
    if (last !== undefined) job.run(last);
  };

  return {
    set(key, job) {
      remove(key);
      wait(key, job, job.since ?? clock.now());
    },
    remove,
    next: (key) => running.get(key)?.timer.next(clock.now()),
    stop() {
      for (const key of [...running.keys()]) remove(key);
    },
  };
}
