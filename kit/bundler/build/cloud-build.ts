import type { BundleRequest } from "../artifact.ts";
import type { Found } from "../handler/find.ts";
import { readAssets } from "../output/assets.ts";
import { targets } from "../targets.ts";
import { type Build, type Built, createBuild } from "./build.ts";
import { entryPlugin, entrySource, runtimeFile } from "./entry.ts";
import type { NonEmpty } from "./failure.ts";
import { withOwnOptions } from "./own-options.ts";
import { inline } from "./source-map.ts";
import { projectOf } from "./sources.ts";

/** The entry of a function on a cloud. Source maps and reports contain it, so it does not depend on other functions. */
export function entryOf({ set, name, cloud }: BundleRequest): string {
  return [set, name, cloud].join(".");
}

/**
 * The build of functions for their clouds, with an entry for each.
 *
 * @param functions - Functions of one project, for clouds whose targets have the same options, with the same options of their
 * own, and all for debuggers or none.
 * @param withMap - Whether it also makes source maps, which debuggers always get. The code is the same with and without.
 */
export function createCloudBuild(functions: NonEmpty<Found>, withMap: boolean): Build {
  const [{ request, handler }] = functions;
  const handlers = new Map(functions.map((each) => [entryOf(each.request), each.handler]));
  const find = (name: string, entry: string) => (name === "handler" && handlers.get(entry)) || runtimeFile(name);
  const options = withOwnOptions(targets[request.cloud].options, request);
  const { debuggable = false } = request;
  return createBuild({
    project: projectOf(handler),
    entries: Object.fromEntries(functions.map((each) => [entryOf(each.request), entrySource(each.request)])),
    options: { ...options, minify: !debuggable, plugins: [entryPlugin(find), ...(options.plugins ?? [])] },
    map: debuggable ? "local" : withMap ? "portable" : undefined,
  });
}

/**
 * The files of an artifact: the code, what its cloud expects beside it, and the function's assets.
 * @throws FourfoldError `ERR_SPEC` for an asset that does not exist.
 */
export function filesOf(found: Found, { code, describe }: Built): ReadonlyMap<string, Uint8Array> {
  const { request } = found;
  const { entry, files } = targets[request.cloud];
  const beside = Object.entries(files(request)).map(([name, text]) => [name, Buffer.from(text)] as const);
  return new Map([
    ...readAssets(found),
    ...beside,
    [entry, request.debuggable ? inline(code, describe().map) : code] as const,
  ]);
}
