import type { Activity } from "../monitor/activity.ts";
import type { PendingRegistration } from "./sdk.ts";

const checkEvery = 250;

/** How to notice that a program waits for something that never comes. */
export interface StallOptions {
  readonly activity: Activity;
  /** Milliseconds for which a program may be silent. */
  readonly idleLimit: number;
  /** Called once, when it waits in vain. */
  onStall(): void;
}

/**
 * Watches for a program that will never end: because Node has nothing left to do, or because it has asked nothing of
 * the engine for too long.
 * @returns a function that ends it
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
  // Emitted when nothing is left that could still happen: https://nodejs.org/api/process.html#event-beforeexit
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
