import { readFile } from "node:fs/promises";
import type { FourfoldError } from "../spec/index.ts";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build, Built } from "./build/build.ts";
import { createCloudBuild, entryOf, filesOf } from "./build/cloud-build.ts";
import { type NonEmpty, toCompileError } from "./build/failure.ts";
import { keyOfOptions } from "./build/own-options.ts";
import { type Checker, defaultLongestLoad, startChecker } from "./handler/check.ts";
import { type Found, findHandler } from "./handler/find.ts";
import { inputsOf } from "./make.ts";
import { hashOf, hashOfFiles, placeOf, writeFolder } from "./output/store.ts";
import { targets } from "./targets.ts";

/** New code of a function: the same bytes that a bundle has. */
export type Rebuilt = Pick<Artifact, "directory" | "hash" | "inputs" | "absent" | "warnings">;

/** Makes code again and again while its sources change. */
export interface Rebuilder {
  /**
   * Makes the code of functions for clouds, as fast as it can be made: without source map, size or report, and what a
   * handler exports is checked only when the handler's own file has changed. Clouds whose code is made in the same way
   * share the work.
   *
   * @returns What gives the code of each request as soon as it is made, which starts when it is asked for. It throws the
   * FourfoldError `ERR_HANDLER_MISSING`, `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line.
   */
  rebuild(requests: readonly BundleRequest[]): (request: BundleRequest) => Promise<Rebuilt>;
  /** Frees what was kept. */
  dispose(): Promise<void>;
}

/** Whether two requests are for one function and clouds whose code is made in the same way. */
function areAlike(a: BundleRequest, b: BundleRequest): boolean {
  if (a.debuggable !== b.debuggable || keyOfOptions(a) !== keyOfOptions(b)) return false;
  return a.set === b.set && a.name === b.name && targets[a.cloud].options === targets[b.cloud].options;
}

function store(found: Found, built: Built): Rebuilt {
  const files = filesOf(found, built);
  const directory = placeOf(found.request).code;
  writeFolder(directory, files);
  const described = built.describe();
  const { absent, warnings } = described;
  return { directory, hash: hashOfFiles(files), inputs: inputsOf(found, described), absent, warnings };
}

/** The same error with its line: code that is made again and again has no source map to find it by. */
async function refusalOf(found: Found, longest: number): Promise<FourfoldError | undefined> {
  const build = createCloudBuild([found], true);
  const checker = startChecker(longest);
  try {
    const built = (await build.run())(entryOf(found.request));
    return await checker.check({ found, built });
  } finally {
    checker.dispose();
    await build.dispose();
  }
}

/** Checks what a handler exports on each cloud, again only when the handler's own file has changed. */
function createChecks(longest: number) {
  /** The content of a handler that was right the last time, by its function and cloud. */
  const right = new Map<string, string>();
  /** Kept, since starting a process takes as long as making the code. */
  let checker: Checker | undefined;
  return {
    /** Starts what checks need, while the code is made. */
    prepare(): void {
      checker ??= startChecker(longest);
    },
    /** @throws FourfoldError `ERR_HANDLER_EXPORT`. */
    async check(found: Found, built: Built): Promise<void> {
      const key = JSON.stringify([found.handler, entryOf(found.request)]);
      const content = hashOf(await readFile(found.handler));
      if (right.get(key) === content) return;
      checker ??= startChecker(longest);
      const refusal = await checker.check({ found, built });
      if (refusal !== undefined) throw (await refusalOf(found, longest)) ?? refusal;
      right.set(key, content);
    },
    dispose(): void {
      checker?.dispose();
      checker = undefined;
    },
  };
}

/** @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds. */
export function createRebuilder(longestLoad = defaultLongestLoad): Rebuilder {
  const builds = new Map<string, Build>();
  const checks = createChecks(longestLoad);

  /** Builds for requests that are all alike. */
  const make = async ([first, ...others]: NonEmpty<BundleRequest>): Promise<(entry: string) => Built> => {
    checks.prepare();
    const handler = await findHandler(first);
    const all: NonEmpty<Found> = [{ request: first, handler }, ...others.map((request) => ({ request, handler }))];
    const asked = all.map(({ request }) => [
      request.cloud,
      request.outdir,
      request.settings,
      keyOfOptions(request),
      request.debuggable,
    ]);
    const key = JSON.stringify([handler, asked]);
    const build = builds.get(key) ?? createCloudBuild(all, false);
    builds.set(key, build);
    return build.run().catch((error: unknown) => Promise.reject(toCompileError(error, all[0])));
  };

  return {
    rebuild(requests) {
      const made = new Map<BundleRequest, ReturnType<typeof make>>();
      let last: Promise<unknown> = Promise.resolve();
      // One after the other: the others do not slow down the first, which finds errors for them too.
      const makeNext = (first: BundleRequest, others: readonly BundleRequest[]): ReturnType<typeof make> => {
        const built = last.then(() => make([first, ...others]));
        made.set(first, built);
        last = built.catch(() => undefined);
        return built;
      };
      return async (request) => {
        const [first = request, ...others] = requests.filter((other) => areAlike(request, other));
        const moduleOf = await (made.get(first) ?? makeNext(first, others));
        const found: Found = { request, handler: await findHandler(request) };
        const built = moduleOf(entryOf(request));
        await checks.check(found, built);
        return store(found, built);
      };
    },
    async dispose() {
      checks.dispose();
      await Promise.all([...builds.values()].map((build) => build.dispose()));
      builds.clear();
    },
  };
}
