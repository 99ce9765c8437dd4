import type { EngineEvent, Listener } from "../../engine/index.ts";
import type { Cloud } from "../../spec/index.ts";
import { cloudOfType } from "../clouds.ts";
import type { Progress } from "../terminal/progress.ts";

/** What a run says besides what it does: notes of components, output of the program. */
export interface Notes {
  /** What has not been taken yet. Nothing comes twice, also when later runs repeat it. */
  take(): readonly string[];
}

/**
 * Shows what a run does cloud by cloud, and keeps what it says for later, when lines no longer move.
 * @param seen what earlier runs have said already
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
