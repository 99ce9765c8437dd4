import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Deployed, type Listener, type ResourceChanges, unwrapSecrets } from "../../engine/index.ts";
import { type LateRequest, startRun } from "../../engine/process/start-run.ts";
import type { Cloud } from "../../spec/index.ts";
import { type Owner, ownersOf } from "../checks/owners.ts";
import { cloudOfType } from "../clouds.ts";
import type { Bundled } from "../reload/reloader.ts";
import { assetFiles } from "./assets.ts";
import type { MadeSet, Observation } from "./observe.ts";

/** The result of one run of the program. */
export interface Evaluation {
  /** Empty when everything is deployed. */
  readonly errors: readonly string[];
  readonly changes: ResourceChanges;
  /** The stack's outputs, with secrets unwrapped: those of simulated clouds protect nothing. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the program has made, and the components that it is in. */
  readonly states: Deployed["resources"];
  /** The number of resources of each cloud's provider. */
  readonly resources: ReadonlyMap<Cloud, number>;
  /** The owner of each resource in a cloud, by the resource's identity. */
  readonly deployed: ReadonlyMap<string, Owner>;
  /** The program's source files, without packages, and the files of its archives and assets. */
  readonly files: readonly string[];
  /** The functions that the program bundled. */
  readonly bundled: readonly Bundled[];
  /** The function sets that the program has made. */
  readonly sets: readonly MadeSet[];
}

/** How to follow an evaluation and to end it. */
export interface EvaluateOptions {
  readonly on: Listener;
  readonly signal: AbortSignal;
  /** The project's data folder, in which compiled code is kept. */
  readonly data: string;
}

const observer = fileURLToPath(new URL("./observe.ts", import.meta.url));

function countResources(resources: Deployed["resources"]): ReadonlyMap<Cloud, number> {
  const counts = new Map<Cloud, number>();
  for (const { type, custom } of resources) {
    const cloud = cloudOfType(type);
    if (custom && cloud !== undefined) counts.set(cloud, (counts.get(cloud) ?? 0) + 1);
  }
  return counts;
}

function isObservation(message: unknown): message is Observation {
  return typeof message === "object" && message !== null && "observed" in message;
}

/** Runs a program against the simulated clouds and records which files it read. */
export async function evaluate(request: LateRequest, { on, signal, data }: EvaluateOptions): Promise<Evaluation> {
  const compileCache = process.env.NODE_COMPILE_CACHE ?? join(data, "cache", "node");
  const files = new Set<string>();
  const bundled: Bundled[] = [];
  const sets: MadeSet[] = [];
  const onMessage = (message: unknown): void => {
    if (!isObservation(message)) return;
    if (message.observed === "file") files.add(message.path);
    else if (message.observed === "bundle") bundled.push(message.bundled);
    else sets.push(message.set);
  };
  const deployed = await startRun(request, { on, signal, compileCache, preload: observer, onMessage });
  return {
    errors: deployed.errors.map(({ message }) => message),
    changes: deployed.changes,
    outputs: unwrapSecrets(deployed.outputs),
    states: deployed.resources,
    resources: countResources(deployed.resources),
    deployed: ownersOf(deployed.resources),
    files: [...files, ...assetFiles(deployed.resources, data)],
    bundled,
    sets,
  };
}
