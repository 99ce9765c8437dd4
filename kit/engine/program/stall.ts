import type { Activity } from "../monitor/activity.ts";
import type { PendingRegistration } from "./sdk.ts";

const checkEvery = 250;

/** How to detect a program that waits for something that never comes. */
export interface StallOptions {
  readonly activity: Activity;
  /** How long a program may be silent, in milliseconds. */
  readonly idleLimit: number;
  /** Called once, when the program has stalled. */
  onStall(): void;
}

/**
 * Watches for a program that will never end: because Node has nothing left to do, or because it has made no calls to the
 * engine for too long.
 * @returns A function that stops watching.
 */
export function watchForStall({ activity, idleLimit, onStall }: StallOptions): () => void {
  const stop = (): void => {
    clearInterval(timer);
    process.off("beforeExit", stall);
  };
  const stall = (): void => {
    stop();
    onStall();
  };
  // Emitted when the event loop is empty: https://nodejs.org/api/process.html#event-beforeexit
  process.on("beforeExit", stall);
  const timer = setInterval(() => {
    if (activity.idleTime >= idleLimit) stall();
  }, checkEvery).unref();
  return stop;
}

/** What a stalled program waits for, as far as the SDK knows. */
export function describeStall(pending: readonly PendingRegistration[]): string {
  const waiting = pending.map(
    ({ name = "?", type = "?", phase }) => `\n  - "${name}" (${type}) waits for its ${phase}`,
  );
  const what =
    waiting.length > 0
      ? `Resources wait for values that never come:${waiting.join("")}`
      : "It waits for a promise or an output that never gets a value.";
  return `The program does not end. ${what}`;
}
