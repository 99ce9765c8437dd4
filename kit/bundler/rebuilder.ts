import { readFile } from "node:fs/promises";
import type { FourfoldError } from "../spec/index.ts";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build, Built } from "./build/build.ts";
import { createCloudBuild, entryOf, filesOf } from "./build/cloud-build.ts";
import { type Some, toCompileError } from "./build/failure.ts";
import { type Candidate, checkModules, defaultLongestLoad } from "./handler/check.ts";
import { type Found, findHandler } from "./handler/find.ts";
import { type Loader, startLoader } from "./handler/loader.ts";
import { inputsOf } from "./make.ts";
import { hashOf, hashOfFiles, placeOf, writeFolder } from "./output/store.ts";
import { targets } from "./targets.ts";

/** New code of a function: the same bytes that a bundle has. */
export type Rebuilt = Pick<Artifact, "directory" | "hash" | "inputs">;

/** Makes code again and again while its sources change. */
export interface Rebuilder {
  /**
   * Makes the code of functions for clouds, as fast as it can be made: without source map, size or report, and what a
   * handler exports is checked only when the handler's own file has changed. Clouds whose code is made in the same way
   * share the work.
   *
   * @returns What gives the code of each request as soon as it is made: it starts when it is asked for. It throws the
   * FourfoldError `ERR_HANDLER_MISSING`, `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line.
   */
  rebuild(requests: readonly BundleRequest[]): (request: BundleRequest) => Promise<Rebuilt>;
  /** Frees what was kept. */
  dispose(): Promise<void>;
}

/** Whether two requests are for one function and clouds whose code is made in the same way. */
function areAlike(a: BundleRequest, b: BundleRequest): boolean {
  if (a.debuggable !== b.debuggable) return false;
  return a.set === b.set && a.name === b.name && targets[a.cloud].options === targets[b.cloud].options;
}

async function store(request: BundleRequest, built: Built): Promise<Rebuilt> {
  const found: Found = { request, handler: await findHandler(request) };
  const files = filesOf(found, built);
  const directory = placeOf(request).code;
  await writeFolder(directory, files);
  return { directory, hash: hashOfFiles(files), inputs: inputsOf(found, built) };
}

/** The same refusal with its line: code that is made again and again has no source map, which tells it. */
async function refusalOf(found: Found, longest: number): Promise<FourfoldError | undefined> {
  const build = createCloudBuild([found], true);
  const loader = startLoader(longest);
  try {
    const built = (await build.run())(entryOf(found.request));
    const [refusal] = await checkModules([{ found, built }], loader, longest);
    return refusal;
  } finally {
    await Promise.all([loader.dispose(), build.dispose()]);
  }
}

/** What is loaded again only when a handler's own file has changed: what it exports, for each cloud. */
function createChecks(longest: number) {
  /** The content of a handler that was right the last time, by its function and cloud. */
  const right = new Map<string, string>();
  const keyOf = ({ handler, request }: Found): string => JSON.stringify([handler, entryOf(request)]);
  return {
    /** The handler's content, if some of its modules are to be loaded. */
    async contentToCheck(all: Some<Found>): Promise<string | undefined> {
      const content = hashOf(await readFile(all[0].handler));
      return all.every((found) => right.get(keyOf(found)) === content) ? undefined : content;
    },
    /** @throws FourfoldError `ERR_HANDLER_EXPORT` for the first that is wrong. */
    async check(candidates: readonly Candidate[], loader: Loader, content: string): Promise<void> {
      const verdicts = await checkModules(candidates, loader, longest);
      for (const [at, { found }] of candidates.entries()) {
        if (verdicts[at] !== undefined) throw (await refusalOf(found, longest)) ?? verdicts[at];
        right.set(keyOf(found), content);
      }
    },
  };
}

/** Makes and checks what requests ask for that are all alike, and keeps what can be used again. */
function createMaker(longest: number) {
  const builds = new Map<string, Build>();
  const checks = createChecks(longest);
  const buildOf = (all: Some<Found>): Build => {
    const asked = all.map(({ request: { cloud, outdir, settings, debuggable } }) => [
      cloud,
      outdir,
      settings,
      debuggable,
    ]);
    const key = JSON.stringify([all[0].handler, asked]);
    const build = builds.get(key) ?? createCloudBuild(all, false);
    builds.set(key, build);
    return build;
  };
  return {
    async make([first, ...others]: Some<BundleRequest>): Promise<(entry: string) => Built> {
      const handler = await findHandler(first);
      const all: Some<Found> = [{ request: first, handler }, ...others.map((request) => ({ request, handler }))];
      const content = await checks.contentToCheck(all);
      const loader = content === undefined ? undefined : startLoader(longest);
      try {
        const build = buildOf(all).run();
        const moduleOf = await build.catch((error: unknown) => Promise.reject(toCompileError(error, all[0])));
        const candidates = all.map((found) => ({ found, built: moduleOf(entryOf(found.request)) }));
        if (loader !== undefined && content !== undefined) await checks.check(candidates, loader, content);
        return moduleOf;
      } finally {
        await loader?.dispose();
      }
    },
    async dispose(): Promise<void> {
      await Promise.all([...builds.values()].map((build) => build.dispose()));
      builds.clear();
    },
  };
}

/** @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds. */
export function createRebuilder(longestLoad = defaultLongestLoad): Rebuilder {
  const { make, dispose } = createMaker(longestLoad);

  return {
    rebuild(requests) {
      const made = new Map<BundleRequest, ReturnType<typeof make>>();
      let last: Promise<unknown> = Promise.resolve();
      // One after the other: the first is not slowed down by the others, and finds for them what is wrong.
      const makeNext = (first: BundleRequest, others: readonly BundleRequest[]): ReturnType<typeof make> => {
        const built = last.then(() => make([first, ...others]));
        made.set(first, built);
        last = built.catch(() => undefined);
        return built;
      };
      return async (request) => {
        const [first = request, ...others] = requests.filter((other) => areAlike(request, other));
        const moduleOf = await (made.get(first) ?? makeNext(first, others));
        return store(request, moduleOf(entryOf(request)));
      };
    },
    dispose,
  };
}
