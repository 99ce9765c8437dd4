import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Guard } from "../guard.ts";

/** What is known of the workerd that was started meanwhile. */
export interface WatchedChildren {
  /** Resolves when it is gone. */
  readonly exited: Promise<void>;
  /** Looks out for no further ones. */
  stop(): void;
}

/**
 * Lets the guard watch over workerd, which outlives a simulator that is killed. Miniflare does not tell its process, but
 * Node tells of every process that is started. https://nodejs.org/api/diagnostics_channel.html#child-process
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
