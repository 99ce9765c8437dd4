import { readFileSync } from "node:fs";
import { createRequire, registerHooks, stripTypeScriptTypes } from "node:module";
import { relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isBuilder, type Mutant } from "./places.ts";

/** What the builders are at the moment. */
export interface Builders {
  /** Puts a mutant in place of its file, or nothing: all builders are loaded anew at their next use. */
  use(mutant: Pick<Mutant, "file" | "source"> | undefined): void;
}

/** `components/function/aws.ts` of the third mutant is `components/function/aws.mutant-3.ts`, which is nowhere on disk. */
const generation = /\.mutant-\d+\.ts$/;

/**
 * Serves mutants in place of the builders, without writing a file.
 * https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
export function serveMutants(project: string): Builders {
  const { cache } = createRequire(import.meta.url);
  let current: Pick<Mutant, "file" | "source"> | undefined;
  let count = 0;

  const pathOf = (url: string) => relative(project, fileURLToPath(url)).replaceAll(sep, "/");
  const sourceOf = (path: string) => {
    if (path === current?.file) return current.source;
    return readFileSync(pathToFileURL(`${project}/${path}`), "utf8");
  };

  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (!resolved.url.startsWith("file:") || !isBuilder(pathOf(resolved.url))) return resolved;
      return { ...resolved, url: resolved.url.replace(/\.ts$/, `.mutant-${count}.ts`), format: "module" };
    },
    load(url, context, next) {
      if (!generation.test(url)) return next(url, context);
      const source = sourceOf(pathOf(url.replace(generation, ".ts")));
      return { format: "module", source: stripTypeScriptTypes(source), shortCircuit: true };
    },
  });

  return {
    use(mutant) {
      current = mutant;
      count++;
      // What `require` found before, it would not look for again.
      for (const name of Object.keys(cache)) if (generation.test(name)) delete cache[name];
    },
  };
}
