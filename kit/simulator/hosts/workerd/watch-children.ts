import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Guard } from "../guard.ts";

/** The workerd process that was started while this was watching. */
export interface WatchedChildren {
  /** Resolves when it has ended. */
  readonly exited: Promise<void>;
  /** Stops watching for new processes. */
  stop(): void;
}

/**
 * Lets the guard watch workerd, which would outlive a simulator that is killed. Miniflare does not expose its process, but Node
 * reports every process that is started. https://nodejs.org/api/diagnostics_channel.html#child-process
 */
export function watchChildren(guard: Guard): WatchedChildren {
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  const onChild = (message: unknown): void => {
    if (typeof message !== "object" || message === null || !("process" in message)) return;
    const { process: child } = message;
    if (!isChild(child)) return;
    child.once("spawn", () => {
      const { pid } = child;
      if (pid === undefined || !child.spawnfile.includes("workerd")) return;
      guard.watch(pid);
      child.once("exit", () => {
        guard.release(pid);
        resolve();
      });
    });
  };
  subscribe("child_process", onChild);
  return { exited, stop: () => void unsubscribe("child_process", onChild) };
}

interface Child {
  readonly pid?: number;
  readonly spawnfile: string;
  once(event: string, listener: () => void): void;
}

function isChild(value: unknown): value is Child {
  return typeof value === "object" && value !== null && "once" in value && "spawnfile" in value;
}
