import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, context, type OutputFile } from "esbuild";
import { facadeName, toFacade } from "../sets/facade.ts";
import { toPart } from "../sets/parts.ts";
import { setsPlugin } from "../sets/plugin.ts";
import { createReader } from "../sets/reader.ts";
import { warnOfWholeSets } from "../sets/whole.ts";
import { createDescriber, type Description } from "./describe.ts";
import { entriesPlugin } from "./entry.ts";
import { memoize } from "./memoize.ts";
import { completeMap, createTexts } from "./source-map.ts";
import { sourceName } from "./sources.ts";

/** What is to be built: the sources of entries, and the options that their clouds need. */
export interface BuildJob {
  /** The folder with the `package.json` of what is built: paths are relative to it. */
  readonly project: string;
  /** Each makes one module. Sources that several of them have in common are read once. */
  readonly entries: Readonly<Record<string, string>>;
  readonly options: BuildOptions;
  /** Which source maps are made, if any: with names that are the same on every machine, or with file URLs. */
  readonly map: "portable" | "local" | undefined;
}

/** What a module is made of, with its source map. */
export interface Described extends Description {
  /** The source map: pieces of one JSON text. Empty if none was made. */
  readonly map: readonly Buffer[];
}

/** One module with everything it needs. */
export interface Built {
  readonly code: Buffer;
  /** Describes it, which takes as long as loading it: both can run at the same time. */
  describe(): Described;
}

/** A build that can be run again after its sources changed: esbuild then parses only what is new. */
export interface Build {
  /**
   * @returns What gives the module of each entry.
   * @throws BuildFailure when esbuild refuses the sources: then no entry has a module.
   */
  run(): Promise<(entry: string) => Built>;
  dispose(): Promise<void>;
}

const always = {
  bundle: true,
  write: false,
  metafile: true,
  format: "esm",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
} as const satisfies BuildOptions;

/** Part of the helper that esbuild adds to a module with calls of `require` that it does not resolve. */
const requireHelper = "'Dynamic require of \"'";

/**
 * The `require` that esbuild's helper looks for: an ES module has none, and CommonJS packages load Node's modules by it. Only
 * modules with the helper get it, and in those esbuild gives its name to no variable of the sources.
 */
const requireLine = Buffer.from(
  'const require=globalThis.process.getBuiltinModule("node:module").createRequire(import.meta.url);\n',
);

/** The bytes of a file that esbuild made, in a buffer that all files of the build share. */
function bytesOf(file: OutputFile | undefined): Buffer {
  if (file === undefined) return Buffer.alloc(0);
  return Buffer.from(file.contents.buffer, file.contents.byteOffset, file.contents.byteLength);
}

/** What a source map calls a source. */
function nameInMap(source: string, fileOf: (source: string) => string, project: string, map: BuildJob["map"]): string {
  const facade = toFacade(source);
  if (facade !== undefined) return facadeName(facade, project);
  const file = toPart(source)?.file ?? fileOf(source);
  return map === "local" ? pathToFileURL(file).href : sourceName(file, project);
}

/** Prepares a build. Nothing is started before it runs. */
export function createBuild({ project, entries, options, map: wanted }: BuildJob): Build {
  const names = Object.keys(entries);
  const read = createReader();
  const start = () =>
    context({
      ...options,
      ...always,
      sourcemap: wanted === undefined ? false : "external",
      // A debugger also shows the sources that packages hold only in their own maps.
      sourcesContent: wanted === "local",
      absWorkingDir: project,
      // Without splitting, every entry is linked as if it were alone: its module has the same bytes whatever is built with it.
      entryPoints: Object.fromEntries(names.map((name) => [name, `fourfold:${name}`])),
      plugins: [entriesPlugin(entries, project), setsPlugin(read), ...(options.plugins ?? [])],
      // Nothing is written there: it makes the map's sources relative to the project.
      outdir: project,
    });

  let started: ReturnType<typeof start> | undefined;

  return {
    async run() {
      started ??= start();
      const result = await (await started).rebuild();
      const files = new Map(result.outputFiles.map((file) => [file.path, file]));
      const describe = createDescriber(result, project);
      const ofSets = await warnOfWholeSets(result.metafile, project, read, (entry) => describe(entry).inputs);
      const fileOf = memoize((source: string) => resolve(project, source));
      const nameOf = memoize((source: string) => nameInMap(source, fileOf, project, wanted));
      const textOf = wanted === "local" ? undefined : createTexts(fileOf, entries);
      return (entry) => {
        const code = bytesOf(files.get(join(project, `${entry}.js`)));
        const needsRequire = options.platform === "node" && code.includes(requireHelper);
        const describeOnce = memoize((): Described => {
          const map = bytesOf(files.get(join(project, `${entry}.js.map`)));
          const description = describe(entry);
          return {
            ...description,
            warnings: [...description.warnings, ...(ofSets.get(entry) ?? [])],
            map: wanted === undefined ? [] : completeMap(map, nameOf, textOf, needsRequire ? 1 : 0),
          };
        });
        return {
          code: needsRequire ? Buffer.concat([requireLine, code]) : code,
          describe: () => describeOnce(entry),
        };
      };
    },
    async dispose() {
      await (await started)?.dispose();
    },
  };
}
