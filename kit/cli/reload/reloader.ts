import { rm } from "node:fs/promises";
import { type Artifact, type BundleRequest, createRebuilder, type Rebuilt } from "../../bundler/index.ts";
import { hashArchive, type SimulatorClient } from "../../simulator/client.ts";
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
}

/** Puts new code in the place of deployed code, without running the program. */
export interface Reloader {
  /**
   * Takes over what the program has deployed, and brings it up to date with what has changed in the meantime.
   * What the program no longer has is forgotten.
   */
  adopt(bundled: readonly Bundled[]): Promise<ReloadOutcome>;
  /** Every file that the deployed code was made from. */
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
    inputs: () => [...new Set(live.flatMap(({ code }) => code.inputs))],
    reload: (files) =>
      swapAll(live.filter(({ code, isBroken }) => isBroken || code.inputs.some((input) => files.includes(input)))),
    async close() {
      await rebuilder.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
