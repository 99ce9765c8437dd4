import type { BundleRequest } from "../artifact.ts";
import { functionTitle } from "../handler/find.ts";
import { targets } from "../targets.ts";
import { type Build, type Built, createBuild } from "./build.ts";
import { entryModules, entryPlugin, entrySource } from "./entry.ts";

/**
 * The build of what a function's cloud runs.
 * @param withMap - Whether it also makes a source map. The code is the same with and without.
 */
export function createCloudBuild(request: BundleRequest, handler: string, withMap: boolean): Build {
  const { options } = targets[request.cloud];
  return createBuild({
    title: functionTitle(request),
    handler,
    entry: entrySource(request),
    options: { ...options, minify: true, plugins: [entryPlugin(entryModules(request, handler))] },
    withMap,
  });
}

/** The files of an artifact: the code, and what its cloud wants to find beside it. */
export function filesOf(request: BundleRequest, { code }: Built): ReadonlyMap<string, Uint8Array> {
  const { entry, files } = targets[request.cloud];
  const beside = Object.entries(files(request));
  return new Map([...beside, [entry, code] as const].map(([name, text]) => [name, Buffer.from(text)]));
}
