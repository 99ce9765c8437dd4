import { readFileSync } from "node:fs";
import { createRequire, registerHooks, stripTypeScriptTypes } from "node:module";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findBuilders, type Mutant } from "./places.ts";

/** The sources that are currently served. */
export interface Sources {
  /** Replaces a file with a mutant, or with `undefined` restores the originals. All builders are reloaded at their next use. */
  use(mutant: Pick<Mutant, "file" | "source"> | undefined): void;
}

/** `components/function/aws.ts` of the third mutant is `components/function/aws.mutant-3.ts`, which does not exist on disk. */
const generation = /\.mutant-\d+\.ts$/;

/**
 * Serves mutants in place of the files that they change, without writing them.
 * https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
export function serveMutants(project: string): Sources {
  const { cache } = createRequire(import.meta.url);
  const builders = findBuilders(project);
  let current: Pick<Mutant, "file" | "source"> | undefined;
  let count = 0;

  /** The path relative to the project, or `undefined` for a URL that is not a file's. */
  const pathOf = (url: string) => {
    if (!url.startsWith("file:")) return "";
    return relative(project, fileURLToPath(url.replace(generation, ".ts"))).replaceAll(sep, "/");
  };

  /** The source of the mutant and of builders, which Node would not find under their new names. */
  const sourceOf = (path: string) => {
    if (path === current?.file) return current.source;
    return builders.has(path) ? readFileSync(join(project, path), "utf8") : undefined;
  };

  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!builders.has(pathOf(resolved.url))) return resolved;
      return { ...resolved, url: resolved.url.replace(/\.ts$/, `.mutant-${count}.ts`), format: "module" };
    },
    load(url, context, next) {
      const source = sourceOf(pathOf(url));
      if (source === undefined) return next(url, context);
      return { format: "module", source: stripTypeScriptTypes(source), shortCircuit: true };
    },
  });

  return {
    use(mutant) {
      current = mutant;
      count++;
      // `require` would not search again for what it found before.
      for (const name of Object.keys(cache)) if (generation.test(name)) delete cache[name];
    },
  };
}
