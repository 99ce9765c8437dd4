import type { Clock } from "./contract.ts";

/** The longest delay that `setTimeout` takes; it fires at once for longer ones. https://nodejs.org/api/timers.html */
const longestDelay = 2 ** 31 - 1;

/** The system clock. Its timers do not keep a process running. */
export function createClock(): Clock {
  return {
    now: () => Date.now(),
    after(milliseconds, callback) {
      let timer: NodeJS.Timeout;
      const wait = (left: number): void => {
        const delay = Math.min(left, longestDelay);
        timer = setTimeout(() => (left > delay ? wait(left - delay) : callback()), delay);
        timer.unref();
      };
      wait(milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time forward and runs every callback that becomes due, in order, each at its own time. */
  advance(milliseconds: number): void;
}

/** @param start - Epoch milliseconds. @default 2026-01-01T00:00:00Z */
export function createFakeClock(start: number = Date.UTC(2026, 0, 1)): FakeClock {
  let time = start;
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  const next = (until: number) => [...timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { due: time + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      const until = time + milliseconds;
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        timers.delete(timer);
        time = timer.due;
        timer.callback();
      }
      time = until;
    },
  };
}
