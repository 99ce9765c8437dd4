import { readFile } from "node:fs/promises";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build, Built } from "./build/build.ts";
import { builtFor, createCloudBuild, filesOf } from "./build/cloud-build.ts";
import { createHandlerChecks } from "./handler/checks.ts";
import { findHandler } from "./handler/find.ts";
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
  return a.set === b.set && a.name === b.name && targets[a.cloud].options === targets[b.cloud].options;
}

async function store(request: BundleRequest, built: Built): Promise<Rebuilt> {
  const files = filesOf(request, built);
  const directory = placeOf(request).code;
  await writeFolder(directory, files);
  return { directory, hash: hashOfFiles(files), inputs: built.inputs };
}

/** @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds. */
export function createRebuilder(longestLoad = 5_000): Rebuilder {
  const builds = new Map<string, Build>();
  const checks = createHandlerChecks(longestLoad);
  /** The content of the handler of each build when it was found right. */
  const right = new Map<string, string>();

  /** Builds and checks what requests that are all alike ask for. */
  const make = async (
    first: BundleRequest,
    others: readonly BundleRequest[],
  ): Promise<Readonly<Record<string, Built>>> => {
    const handler = await findHandler(first);
    const place = placeOf(first);
    const key = JSON.stringify([
      handler,
      place.code,
      first.settings,
      others.map(({ cloud, settings }) => [cloud, settings]),
    ]);
    const build = builds.get(key) ?? createCloudBuild([first, ...others], handler, false);
    builds.set(key, build);
    const content = hashOf(await readFile(handler));
    const checking = right.get(key) === content ? undefined : checks.check(first, handler, place);
    const [checked, built] = await Promise.allSettled([checking, build.run()]);
    // A handler without default export does not link either, and the check says it better.
    if (checked.status === "rejected") throw checked.reason;
    if (built.status === "rejected") throw built.reason;
    right.set(key, content);
    return built.value;
  };

  return {
    rebuild(requests) {
      const made = new Map<BundleRequest, ReturnType<typeof make>>();
      let last: Promise<unknown> = Promise.resolve();
      // One after the other: the first is not slowed down by the others, and finds for them what is wrong.
      const makeNext = (first: BundleRequest, others: readonly BundleRequest[]): ReturnType<typeof make> => {
        const built = last.then(() => make(first, others));
        made.set(first, built);
        last = built.catch(() => undefined);
        return built;
      };
      return async (request) => {
        const [first = request, ...others] = requests.filter((other) => areAlike(request, other));
        const built = await (made.get(first) ?? makeNext(first, others));
        return store(request, builtFor(request, built));
      };
    },
    async dispose() {
      await Promise.all([checks.dispose(), ...[...builds.values()].map((build) => build.dispose())]);
      builds.clear();
    },
  };
}
