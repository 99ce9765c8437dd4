import type { BundleRequest } from "../artifact.ts";
import { functionTitle } from "../handler/find.ts";
import { targets } from "../targets.ts";
import { type Build, type Built, createBuild } from "./build.ts";
import { entryModules, entryPlugin, entrySource } from "./entry.ts";

/**
 * The build of what a function's clouds run, by cloud.
 *
 * @param requests - The function for one cloud or several, whose targets have the same options.
 * @param withMap - Whether it also makes source maps. The code is the same with and without.
 */
export function createCloudBuild(
  [first, ...others]: readonly [BundleRequest, ...BundleRequest[]],
  handler: string,
  withMap: boolean,
): Build {
  const requests = [first, ...others];
  const { options } = targets[first.cloud];
  return createBuild({
    title: functionTitle(first),
    handler,
    entries: Object.fromEntries(requests.map((request) => [request.cloud, entrySource(request)])),
    options: { ...options, minify: true, plugins: [entryPlugin(entryModules(handler))] },
    withMap,
  });
}

/** What a build has made for the cloud of one of its requests. */
export function builtFor({ cloud }: BundleRequest, built: Readonly<Record<string, Built>>): Built {
  const found = built[cloud];
  if (found === undefined) throw new Error(`The build was not asked for ${cloud}.`);
  return found;
}

/** The files of an artifact: the code, and what its cloud wants to find beside it. */
export function filesOf(request: BundleRequest, { code }: Built): ReadonlyMap<string, Uint8Array> {
  const { entry, files } = targets[request.cloud];
  const beside = Object.entries(files(request));
  return new Map([...beside, [entry, code] as const].map(([name, text]) => [name, Buffer.from(text)]));
}
