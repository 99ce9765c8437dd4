import type { EngineEvent, Listener } from "../../engine/index.ts";
import type { Cloud } from "../../spec/index.ts";
import { cloudOfType } from "../clouds.ts";
import type { Progress } from "../terminal/progress.ts";

/** Messages of a run besides its steps: notes of components, output of the program. */
export interface Notes {
  /** The notes that have not been taken yet. Each is returned once, even if later runs repeat it. */
  take(): readonly string[];
}

/**
 * Shows the steps of a run cloud by cloud, and keeps its notes for later, when lines no longer move.
 * @param seen - The notes of earlier runs.
 */
export function followRun(progress: Progress, seen: Set<string>): { readonly on: Listener; readonly notes: Notes } {
  const done = new Map<Cloud, number>();
  let waiting: string[] = [];

  const showStep = (cloud: Cloud): void => {
    progress.step(cloud, "deploying");
    progress.count(cloud, `deploying, ${done.get(cloud) ?? 0} resources done`);
  };

  const on = (event: EngineEvent): void => {
    if (event.type === "diagnostic") {
      const isNote = event.severity === "info" || event.severity === "warning";
      if (!isNote || seen.has(event.message)) return;
      seen.add(event.message);
      waiting.push(event.message.trimEnd());
      return;
    }
    if (event.type !== "resourcePre" && event.type !== "resOutputs") return;
    const cloud = cloudOfType(event.step.type);
    if (cloud === undefined) return;
    if (event.type === "resOutputs") done.set(cloud, (done.get(cloud) ?? 0) + 1);
    showStep(cloud);
  };

  const take = (): readonly string[] => {
    const taken = waiting;
    waiting = [];
    return taken;
  };
  return { on, notes: { take } };
}
