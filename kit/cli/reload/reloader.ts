import { rm } from "node:fs/promises";
import { basename, dirname, sep } from "node:path";
import { type Artifact, type BundleRequest, createRebuilder, type Rebuilt } from "../../bundler/index.ts";
import { loadSimulatorClient } from "../../simulated/index.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, clouds } from "../../spec/index.ts";

/** One function on one cloud, as the program bundled it. */
export interface Bundled {
  readonly request: BundleRequest;
  readonly artifact: Artifact;
}

/** The outcome of a change: where new code runs, and why it does not elsewhere. */
export interface ReloadOutcome {
  readonly reloaded: readonly { readonly cloud: Cloud; readonly name: string }[];
  readonly errors: readonly unknown[];
  /** esbuild's warnings about what was rebundled, each once. */
  readonly warnings: readonly string[];
}

/** Replaces deployed code with new code, without running the program. */
export interface Reloader {
  /**
   * Takes over what the program has deployed, and updates it with changes made in the meantime.
   * Functions that are no longer in the program are dropped.
   */
  adopt(bundled: readonly Bundled[]): Promise<ReloadOutcome>;
  /** All paths that the deployed code depends on: sources, whole folders, and paths that must not exist. */
  inputs(): readonly string[];
  /**
   * Rebundles the functions that files belong to, and those that did not compile the last time, and replaces their code.
   * A function that does not compile keeps its old code.
   */
  reload(files: readonly string[]): Promise<ReloadOutcome>;
  close(): Promise<void>;
}

/** The code of one function on one cloud. */
interface Live {
  readonly request: BundleRequest;
  code: Rebuilt;
  /** The simulator's hash of the running code. */
  running: string;
  /** Whether its sources did not compile the last time. The missing file may be one that is not read yet. */
  isBroken: boolean;
}

const dependsOn = ({ inputs, absent }: Rebuilt, paths: readonly string[]): boolean =>
  inputs.some((input) => paths.includes(input)) || absent.some((path) => paths.includes(path));

/** The paths worth watching: files that may appear above the projects are noticed with the next bundling. */
function watchable({ inputs, absent }: Rebuilt): readonly string[] {
  const projects = inputs.filter((input) => basename(input) === "package.json").map(dirname);
  return [...inputs, ...absent.filter((path) => projects.some((project) => path.startsWith(project + sep)))];
}

type Replace = SimulatorClient["replaceCode"];

/** Lets the first replacement of an edit go ahead: concurrently, in the simulator's single thread, all would take as long as the last. */
function createReplace(simulator: Pick<SimulatorClient, "replaceCode">): Replace {
  let first: Promise<unknown> | undefined;
  return (from, to) => {
    const replaced = first?.then(() => simulator.replaceCode(from, to)) ?? simulator.replaceCode(from, to);
    first ??= replaced.catch(() => undefined); // its caller receives the error
    return replaced;
  };
}

/**
 * Creates a reloader.
 * @param folder - The folder for its bundles, separate from those that the program writes at the same time.
 */
export async function createReloader(
  folder: string,
  simulator: Pick<SimulatorClient, "replaceCode">,
): Promise<Reloader> {
  await rm(folder, { recursive: true, force: true });
  const { hashArchive } = await loadSimulatorClient();
  const rebuilder = createRebuilder();
  let live: readonly Live[] = [];

  const adoptOne = async ({ request, artifact }: Bundled): Promise<Live> => ({
    request: { ...request, outdir: folder },
    code: artifact,
    running: await hashArchive(artifact.directory),
    isBroken: false,
  });

  const swap = async (it: Live, code: Promise<Rebuilt>, replace: Replace): Promise<ReloadOutcome["reloaded"]> => {
    it.isBroken = true;
    const next = await code;
    it.isBroken = false;
    const isNew = next.hash !== it.code.hash;
    it.code = next;
    if (!isNew) return [];
    const { to } = await replace(it.running, next.directory);
    it.running = to;
    return [{ cloud: it.request.cloud, name: it.request.name }];
  };

  /** Each cloud gets its code as soon as it is bundled. */
  const swapAll = async (all: readonly Live[]): Promise<ReloadOutcome> => {
    const codeOf = rebuilder.rebuild(all.map(({ request }) => request));
    const replace = createReplace(simulator);
    const results = await Promise.allSettled(all.map((it) => swap(it, codeOf(it.request), replace)));
    return {
      warnings: [...new Set(all.flatMap(({ code, isBroken }) => (isBroken ? [] : code.warnings)))],
      reloaded: results.flatMap((result) => (result.status === "fulfilled" ? result.value : [])),
      errors: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
    };
  };

  return {
    async adopt(bundled) {
      const inOrder = clouds.flatMap((cloud) => bundled.filter(({ request }) => request.cloud === cloud));
      live = await Promise.all(inOrder.map(adoptOne));
      return await swapAll(live);
    },
    inputs: () => [...new Set(live.flatMap(({ code }) => watchable(code)))],
    reload: (files) => swapAll(live.filter(({ code, isBroken }) => isBroken || dependsOn(code, files))),
    async close() {
      await rebuilder.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
