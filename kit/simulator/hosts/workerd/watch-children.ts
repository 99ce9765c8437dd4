import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Guard } from "../guard.ts";

/** What is known of the workerd that {@link during} starts. */
export interface WatchedChildren {
  /** Starts it, at once or a little later. */
  during<Result>(start: () => Result): Result;
  /** Resolves when it is gone, with the signal that has ended it, if one has. */
  readonly exited: Promise<string | undefined>;
  /** Stops watching for new processes. */
  stop(): void;
}

/**
 * Lets the guard watch workerd, which would outlive a simulator that is killed. Miniflare does not expose its process, but Node
 * reports every process that is started. https://nodejs.org/api/diagnostics_channel.html#child-process
 */
export function watchChildren(guard: Guard): WatchedChildren {
  const { promise: exited, resolve } = Promise.withResolvers<string | undefined>();
  // Others may start theirs at the same time.
  const starting = new AsyncLocalStorage<true>();
  const onChild = (message: unknown): void => {
    if (starting.getStore() === undefined) return;
    if (typeof message !== "object" || message === null || !("process" in message)) return;
    const { process: child } = message;
    if (!isChild(child)) return;
    child.once("spawn", () => {
      const { pid } = child;
      if (pid === undefined || !child.spawnfile.includes("workerd")) return;
      guard.watch(pid);
      child.once("exit", (_code, signal) => {
        guard.release(pid);
        resolve(typeof signal === "string" ? signal : undefined);
      });
    });
  };
  subscribe("child_process", onChild);
  return {
    during: (start) => starting.run(true, start),
    exited,
    stop: () => void unsubscribe("child_process", onChild),
  };
}

interface Child {
  readonly pid?: number;
  readonly spawnfile: string;
  once(event: string, listener: (...values: readonly unknown[]) => void): void;
}

function isChild(value: unknown): value is Child {
  return typeof value === "object" && value !== null && "once" in value && "spawnfile" in value;
}
