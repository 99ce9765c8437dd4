import { readFile } from "node:fs/promises";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build, Built } from "./build/build.ts";
import { createCloudBuild, entryOf, filesOf } from "./build/cloud-build.ts";
import { type Some, toCompileError } from "./build/failure.ts";
import { remember } from "./build/remember.ts";
import { projectOf } from "./build/sources.ts";
import { checkHandler, defaultLongestLoad } from "./handler/check.ts";
import { type Found, findHandler, functionTitle } from "./handler/find.ts";
import { createProbe } from "./handler/probe.ts";
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
  const files = filesOf(request, built);
  const directory = placeOf(request).code;
  await writeFolder(directory, files);
  return { directory, hash: hashOfFiles(files), inputs: built.inputs };
}

/** Checks that are made again only when a handler's own file has changed. The clouds of a function share one. */
function createChecks(longestLoad: number): { check(found: Found): Promise<void>; dispose(): Promise<void> } {
  const probes = remember((handler: string) => createProbe([handler]));
  const used = new Set<Build>();
  /** The handler's content when each check was begun. */
  const checks = new Map<string, { readonly content: string; readonly done: Promise<void> }>();
  return {
    async check(found) {
      const { handler, request } = found;
      const key = JSON.stringify([handler, request.set, request.name]);
      const content = hashOf(await readFile(handler));
      const known = checks.get(key);
      if (known?.content === content) return known.done;
      const probe = probes(handler);
      used.add(probe);
      const done = checkHandler(found, probe, longestLoad);
      checks.set(key, { content, done });
      // What is wrong may be in another file, which is corrected without a change in this one.
      done.catch(() => checks.delete(key));
      return done;
    },
    async dispose() {
      await Promise.all([...used].map((probe) => probe.dispose()));
    },
  };
}

/** @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds. */
export function createRebuilder(longestLoad = defaultLongestLoad): Rebuilder {
  const builds = new Map<string, Build>();
  const checks = createChecks(longestLoad);

  /** Builds and checks what requests that are all alike ask for. */
  const make = async (requests: Some<BundleRequest>): Promise<(entry: string) => Built> => {
    const [request, ...others] = requests;
    const handler = await findHandler(request);
    const key = JSON.stringify([
      handler,
      requests.map(({ cloud, outdir, settings, debuggable }) => [cloud, outdir, settings, debuggable]),
    ]);
    const found: Found = { request, handler };
    const all: Some<Found> = [found, ...others.map((other) => ({ request: other, handler }))];
    const build = builds.get(key) ?? createCloudBuild(all, false);
    builds.set(key, build);
    const [checked, built] = await Promise.allSettled([checks.check(found), build.run()]);
    // A handler without default export does not link either, and the check says it better.
    if (checked.status === "rejected") throw checked.reason;
    if (built.status === "rejected") throw toCompileError(built.reason, functionTitle(request), projectOf(handler));
    return built.value;
  };

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
    async dispose() {
      await Promise.all([checks.dispose(), ...[...builds.values()].map((build) => build.dispose())]);
      builds.clear();
    },
  };
}
