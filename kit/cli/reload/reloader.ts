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

/** What came of a change: where new code runs, and why somewhere it does not. */
export interface ReloadOutcome {
  readonly reloaded: readonly { readonly cloud: Cloud; readonly name: string }[];
  readonly errors: readonly unknown[];
  /** What esbuild finds odd in what was bundled again, each once. */
  readonly warnings: readonly string[];
}

/** Puts new code in the place of deployed code, without running the program. */
export interface Reloader {
  /**
   * Takes over what the program has deployed, and brings it up to date with what has changed in the meantime.
   * What the program no longer has is forgotten.
   */
  adopt(bundled: readonly Bundled[]): Promise<ReloadOutcome>;
  /** Every path that the deployed code depends on: sources, folders that are taken as a whole, and where nothing may be. */
  inputs(): readonly string[];
  /**
   * Bundles again what some files are part of, and what did not compile the last time, and swaps it.
   * What does not compile keeps its old code.
   */
  reload(files: readonly string[]): Promise<ReloadOutcome>;
  close(): Promise<void>;
}

/** The code of one function on one cloud. */
interface Live {
  readonly request: BundleRequest;
  code: Rebuilt;
  /** The simulator's hash of the code that runs now. */
  running: string;
  /** Whether its sources did not compile the last time. A file that nobody reads yet may be what is missing. */
  isBroken: boolean;
}

const dependsOn = ({ inputs, absent }: Rebuilt, paths: readonly string[]): boolean =>
  inputs.some((input) => paths.includes(input)) || absent.some((path) => paths.includes(path));

/** What is worth watching: what could appear above all projects is noticed when they are bundled the next time. */
function watchable({ inputs, absent }: Rebuilt): readonly string[] {
  const projects = inputs.filter((input) => basename(input) === "package.json").map(dirname);
  return [...inputs, ...absent.filter((path) => projects.some((project) => path.startsWith(project + sep)))];
}

type Replace = SimulatorClient["replaceCode"];

/** Lets the first swap of an edit go ahead: together, in the simulator's one thread, all would take as long as the last. */
function createReplace(simulator: Pick<SimulatorClient, "replaceCode">): Replace {
  let first: Promise<unknown> | undefined;
  return (from, to) => {
    const replaced = first?.then(() => simulator.replaceCode(from, to)) ?? simulator.replaceCode(from, to);
    first ??= replaced.catch(() => undefined); // whoever asked for it hears of the failure
    return replaced;
  };
}

/**
 * Makes a reloader.
 * @param folder where it keeps bundles, apart from those that the program makes at the same time
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

  /** Each cloud gets its code as soon as that is made. */
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
