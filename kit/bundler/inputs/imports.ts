import { isBuiltin } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { memoize } from "../build/memoize.ts";
import { packageOf } from "../build/packages.ts";
import { toFacade } from "../sets/facade.ts";
import { type Disk, isInstalled, packagePlaces } from "./lookups.ts";
import type { Aliases } from "./tsconfig.ts";

/** An import as the metafile has it. One that was not resolved, or is resolved later, is external. */
export type Import = Metafile["inputs"][string]["imports"][number];

/** https://esbuild.github.io/api/#resolve-extensions, whatever their order, and those that TypeScript rewrites. */
const endings = [".tsx", ".ts", ".jsx", ".js", ".css", ".json"];
const rewritten: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".jsx": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** Every file that a path in an import may mean. */
function meantBy(path: string): readonly string[] {
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  return [
    path,
    ...endings.map((each) => path + each),
    ...(rewritten[ending] ?? []).map((each) => stem + each),
    join(path, "package.json"),
    ...endings.map((each) => join(path, `index${each}`)),
  ];
}

const isPath = (specifier: string): boolean => /^(?:\.{0,2}\/|\.{1,2}$)/.test(specifier);

/** What TypeScript's settings make of an import that names a package. */
function aliased(specifier: string, { paths, baseUrl }: Aliases): readonly string[] {
  const targets = paths.flatMap(([pattern, all]) => {
    const [start = "", end] = pattern.split("*");
    const fits =
      end === undefined
        ? specifier === start
        : specifier.length >= start.length + end.length && specifier.startsWith(start) && specifier.endsWith(end);
    const middle = specifier.slice(start.length, specifier.length - (end?.length ?? 0));
    return fits ? all.map((target) => target.replace("*", () => middle)) : [];
  });
  return baseUrl === undefined ? targets : [...targets, join(baseUrl, specifier)];
}

/**
 * Finds the paths at which an import would have been resolved to something else, if they existed: another ending, a file instead
 * of a folder, a nearer package. Also missing ones that a source can do without.
 */
export function createMisses(disk: Disk): (importer: string, imported: Import, aliases: Aliases) => readonly string[] {
  const packageMisses = memoize((name: string) =>
    memoize((folder: string) => {
      const places = packagePlaces(name, folder);
      const at = places.findIndex(disk.has);
      return at < 0 ? places : places.slice(0, at);
    }),
  );
  const missing = (path: string) => meantBy(path).filter((each) => !disk.has(each));

  /** How an import of a set was written is no longer known: in any way that leads to its file. */
  const missesBeside = (file: string, folder: string): readonly string[] => {
    if (isInstalled(file)) return packageMisses(packageOf(file) ?? "")(folder);
    const stem = file.slice(0, file.length - extname(file).length);
    return [stem, ...(basename(stem) === "index" ? [dirname(file)] : [])].flatMap(missing);
  };

  return (importer, { path, original = path, external = false }, aliases) => {
    const facade = toFacade(path);
    if (facade !== undefined) return missesBeside(facade.file, dirname(importer));
    if (/^(?:#|fourfold(?:$|[:/])|[a-z]+:)/.test(original) || (external && isBuiltin(original))) return [];
    const folder = dirname(importer);
    if (isPath(original)) {
      // A package's own files change by installation, which changes its `package.json`.
      if (isInstalled(importer)) return [];
      const meant = resolve(folder, original);
      return disk.hasFile(meant) ? [] : missing(meant);
    }
    const [name = original] = /^(?:@[^/]+\/)?[^/]+/.exec(original) ?? [];
    return [...aliased(original, aliases).flatMap(missing), ...packageMisses(name)(folder)];
  };
}
