import { AsyncLocalStorage } from "node:async_hooks";
import type { OpenLink } from "../links.ts";
import type { CurrentRun } from "../origin.ts";

/** Returns what tells which run is under way when a link sends: `undefined` outside of any. */
export function followRuns({ follow }: OpenLink): () => CurrentRun | undefined {
  const runs = new AsyncLocalStorage<CurrentRun>();
  follow((run, work) => runs.run(run, work));
  return () => runs.getStore();
}
