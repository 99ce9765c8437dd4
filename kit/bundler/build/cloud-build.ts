import type { BundleRequest } from "../artifact.ts";
import type { Found } from "../handler/find.ts";
import { targets } from "../targets.ts";
import { type Build, type Built, createBuild } from "./build.ts";
import { entryPlugin, entrySource, runtimeModules } from "./entry.ts";
import { projectOf } from "./sources.ts";

/** The entry of a function on a cloud. Source maps and reports name it, so no other function may change it. */
export function entryOf({ set, name, cloud }: BundleRequest): string {
  return [set, name, cloud].join(".");
}

/**
 * The build of what functions run on their clouds, with an entry for each.
 *
 * @param functions - Functions of one project, for clouds whose targets have the same options.
 * @param withMap - Whether it also makes source maps. The code is the same with and without.
 */
export function createCloudBuild(functions: readonly [Found, ...Found[]], withMap: boolean): Build {
  const [{ request, handler }] = functions;
  const handlers = new Map(functions.map((each) => [entryOf(each.request), each.handler]));
  const modules = runtimeModules();
  const find = (name: string, entry: string) => (name === "handler" ? handlers.get(entry) : modules.get(name));
  const { options } = targets[request.cloud];
  return createBuild({
    project: projectOf(handler),
    entries: Object.fromEntries(functions.map((each) => [entryOf(each.request), entrySource(each.request)])),
    options: { ...options, minify: true, plugins: [entryPlugin(find)] },
    withMap,
  });
}

/** The files of an artifact: the code, and what its cloud wants to find beside it. */
export function filesOf(request: BundleRequest, { code }: Built): ReadonlyMap<string, Uint8Array> {
  const { entry, files } = targets[request.cloud];
  const beside = Object.entries(files(request)).map(([name, text]) => [name, Buffer.from(text)] as const);
  return new Map([...beside, [entry, code] as const]);
}
