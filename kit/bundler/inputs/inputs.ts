import { dirname, resolve } from "node:path";
import type { Metafile } from "esbuild";
import { memoize } from "../build/memoize.ts";
import { fileBehind } from "../sets/facade.ts";
import { globFolders, globMatcher, isGlob } from "./globs.ts";
import { createMisses } from "./imports.ts";
import { createDisk, joinAll, type Lookups } from "./lookups.ts";
import { createSettings } from "./settings.ts";

/** Everything that a module depends on, absolute and sorted. */
export interface Inputs {
  /** Sources, the settings that decided how they were read, and folders whose files are matched by patterns. */
  readonly inputs: readonly string[];
  /** Paths that do not exist. If something appears there, sources are found or read in another way. */
  readonly absent: readonly string[];
}

/** Sources without a file: entries, stand-ins, esbuild's own helpers, and what a package leaves out for browsers. */
const isVirtual = (input: string): boolean =>
  fileBehind(input) === undefined && /^(?:<|fourfold:|\(disabled\):)/.test(input);

/** Finds, module by module, what a build depends on. Modules that share sources share the work. */
export interface InputFinder {
  /** The file of a source: one that is imported in several ways is a source for each, `page.html with { type: 'text' }`. */
  fileOf(input: string): string;
  /** What an entry leads to, as the metafile names it, including sources without a file. */
  reachedFrom(entry: string): readonly string[];
  inputsOf(reached: readonly string[]): Inputs;
}

export function createInputFinder({ inputs }: Metafile, project: string): InputFinder {
  const disk = createDisk();
  const fileOf = memoize(
    (input: string) => fileBehind(input) ?? resolve(project, input.replace(/ with \{[^{}]*\}$/, "")),
  );
  const isReal = memoize((input: string) => !isVirtual(input));
  const settingsOf = createSettings(project, disk);
  const missesOf = createMisses(disk);
  const importsOf = (input: string) => inputs[input]?.imports ?? [];

  const globbedBy = memoize((input: string): readonly string[] =>
    importsOf(input)
      .filter(isGlob)
      .map(({ path }) => globMatcher(fileOf(input), path))
      .flatMap((matches) => Object.keys(inputs).filter((other) => matches(fileOf(other)))),
  );

  const foundFor = memoize((input: string): Lookups => {
    const file = fileOf(input);
    const { read, missed, aliases } = settingsOf(dirname(file));
    const imported = importsOf(input).map((each) =>
      isGlob(each) ? globFolders(file, each.path, disk) : { read: [], missed: missesOf(file, each, aliases) },
    );
    const all = joinAll(imported);
    return { read: [file, ...read, ...all.read], missed: [...missed, ...all.missed].map(disk.firstMissing) };
  });

  return {
    fileOf,
    reachedFrom(entry) {
      const reached = new Set([entry]);
      // Iterating over a set includes what is added meanwhile.
      for (const input of reached) {
        for (const { path, external } of importsOf(input)) if (external !== true) reached.add(path);
        for (const path of globbedBy(input)) reached.add(path);
      }
      return [...reached];
    },
    inputsOf(reached) {
      const { read, missed } = joinAll(reached.filter(isReal).map(foundFor));
      return { inputs: [...new Set(read)].sort(), absent: [...new Set(missed)].sort() };
    },
  };
}
