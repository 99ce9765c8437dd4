import { dirname, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { readIfExists } from "../output/store.ts";
import { memoize } from "./memoize.ts";
import { nearest } from "./sources.ts";

/** The sources that some of a build's sources import by `require`, or in another way. */
function askedFor({ inputs }: Metafile, by: Iterable<string>, isRequire: boolean): ReadonlySet<string> {
  const imports = [...by].flatMap((input) => inputs[input]?.imports ?? []);
  return new Set(imports.filter(({ kind }) => (kind === "require-call") === isRequire).map(({ path }) => path));
}

/**
 * Finds modules whose bytes depend on others of the same build. Where a package has a `main` for CommonJS and a `module`, esbuild
 * takes `main` for the whole build as soon as one source imports it by `require`, so that no module contains the package twice:
 * even in modules that would have `module` when built alone. https://esbuild.github.io/api/#main-fields
 *
 * @returns What tells from the sources of a module whether another module may have influenced it.
 */
export function createInfluenceCheck(metafile: Metafile, project: string): (reached: readonly string[]) => boolean {
  const required = askedFor(metafile, Object.keys(metafile.inputs), true);
  const hasModule = memoize((input: string) => {
    const manifest = nearest("package.json", dirname(resolve(project, input)));
    return manifest !== undefined && readIfExists(manifest)?.includes('"module"') === true;
  });
  return (reached) => {
    if (required.size === 0) return false;
    const own = askedFor(metafile, reached, true);
    const imported = [...askedFor(metafile, reached, false)];
    return imported.some((input) => required.has(input) && !own.has(input) && hasModule(input));
  };
}
