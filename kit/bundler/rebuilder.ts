import { readFile } from "node:fs/promises";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build } from "./build/build.ts";
import { createCloudBuild, filesOf } from "./build/cloud-build.ts";
import { createHandlerChecks } from "./handler/checks.ts";
import { findHandler } from "./handler/find.ts";
import { hashOf, hashOfFiles, placeOf, writeFolder } from "./output/store.ts";

/** New code of a function: the same bytes that a bundle has. */
export type Rebuilt = Pick<Artifact, "directory" | "hash" | "inputs">;

/** Makes code again and again while its sources change. */
export interface Rebuilder {
  /**
   * Makes the code of a function for a cloud, as fast as it can be made: without source map, size or report, and what
   * the handler exports is checked only when the handler's own file has changed.
   *
   * @throws FourfoldError `ERR_HANDLER_MISSING`, `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line.
   */
  rebuild(request: BundleRequest): Promise<Rebuilt>;
  /** Frees what was kept. */
  dispose(): Promise<void>;
}

/** @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds. */
export function createRebuilder(longestLoad = 5_000): Rebuilder {
  const builds = new Map<string, Build>();
  const checks = createHandlerChecks(longestLoad);
  /** The content of each artifact's handler when it was found right. */
  const right = new Map<string, string>();

  return {
    async rebuild(request) {
      const handler = await findHandler(request);
      const place = placeOf(request);
      const key = `${place.code} ${handler} ${JSON.stringify(request.settings)}`;
      const build = builds.get(key) ?? createCloudBuild(request, handler, false);
      builds.set(key, build);
      const content = hashOf(await readFile(handler));
      const checking = right.get(key) === content ? undefined : checks.check(request, handler, place);
      const [checked, built] = await Promise.allSettled([checking, build.run()]);
      // A handler without default export does not link either, and the check says it better.
      if (checked.status === "rejected") throw checked.reason;
      if (built.status === "rejected") throw built.reason;
      right.set(key, content);
      const files = filesOf(request, built.value);
      await writeFolder(place.code, files);
      return { directory: place.code, hash: hashOfFiles(files), inputs: built.value.inputs };
    },
    async dispose() {
      await Promise.all([checks.dispose(), ...[...builds.values()].map((build) => build.dispose())]);
      builds.clear();
    },
  };
}
