import { join, resolve } from "node:path";
import { type BuildFailure, type BuildOptions, context, type Message, type Metafile } from "esbuild";
import { FourfoldError } from "../../spec/index.ts";
import type { ReportRow } from "../artifact.ts";
import { shown } from "../handler/find.ts";
import { entriesPlugin } from "./entry.ts";
import { projectOf, settingsFiles, sourceName } from "./sources.ts";

/** What is to be built: texts of entries, and the options that their clouds need. */
export interface BuildJob<Name extends string> {
  /** Where the function stands in messages: `Function "api" of set "shop"`. */
  readonly title: string;
  /** The handler's file, absolute. */
  readonly handler: string;
  /** Each makes one module. Sources that several of them have in common are read once. */
  readonly entries: Readonly<Record<Name, string>>;
  readonly options: BuildOptions;
  /** Whether a source map is made. */
  readonly withMap: boolean;
}

/** One module with everything it needs. */
export interface Built {
  readonly code: string;
  /** The source map as JSON, with names of sources that are the same on every machine. Empty if none was made. */
  readonly map: string;
  /** Every source of the build, also those that only its other entries need. */
  readonly inputs: readonly string[];
  readonly report: readonly ReportRow[];
  readonly warnings: readonly string[];
}

/** A build that can be run again after its sources changed: esbuild then parses only what is new. */
export interface Build<Name extends string = string> {
  run(): Promise<Readonly<Record<Name, Built>>>;
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

/** CommonJS packages ask for `require`, which an ES module does not have. Only bundles that contain one pay for this. */
const needsRequire = /Dynamic require of|\b__(?:dir|file)name\b/;

function requireLine(code: string, { platform, define }: BuildOptions): string {
  if (platform !== "node" || !needsRequire.test(code)) return "";
  const self = define?.["import.meta.url"] ?? "import.meta.url";
  return [
    'import{createRequire as __createRequire}from"node:module";import{fileURLToPath as __toPath}from"node:url";',
    `const require=__createRequire(${self}),__filename=__toPath(${self}),__dirname=__toPath(new URL(".",${self}));\n`,
  ].join("");
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function position({ location }: Message, project: string): string {
  if (location === null) return "";
  return `${shown(resolve(project, location.file), location.line)}:${location.column + 1}`;
}

function toCompileError(title: string, project: string, failure: BuildFailure): FourfoldError {
  const [first] = failure.errors;
  const line = first?.location?.lineText.trim().slice(0, 120);
  const others = failure.errors.length - 1;
  return new FourfoldError("ERR_HANDLER_COMPILE", {
    where: first === undefined ? title : `${title} (${position(first, project)})`,
    what: `it does not compile: ${first?.text ?? failure.message}.`,
    fix: `Correct ${line ? `\`${line}\`` : "the file"}${others > 0 ? `; ${others} more errors follow it` : ""}.`,
    cause: failure,
  });
}

function inputsOf(metafile: Metafile, project: string): readonly string[] {
  const files = Object.keys(metafile.inputs)
    .filter((input) => !/^(?:<|fourfold:)/.test(input))
    .map((input) => resolve(project, input));
  return [...files, ...settingsFiles(files, project)].sort();
}

function reportOf(metafile: Metafile, project: string, name: string): readonly ReportRow[] {
  return Object.entries(metafile.outputs[`${name}.js`]?.inputs ?? {})
    .map(([input, { bytesInOutput }]) => ({ path: sourceName(resolve(project, input), project), bytes: bytesInOutput }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}

function toPortableMap(map: string, project: string, addedLines: number): string {
  const { mappings, sources, ...rest } = JSON.parse(map) as { mappings: string; sources: string[] };
  const names = sources.map((source) => sourceName(resolve(project, source), project));
  return JSON.stringify({ ...rest, sources: names, mappings: ";".repeat(addedLines) + mappings });
}

/** Prepares a build. Nothing is started before it runs. */
export function createBuild<Name extends string>(job: BuildJob<Name>): Build<Name> {
  const { title, handler, entries, options, withMap } = job;
  const names = Object.keys(entries) as Name[];
  const project = projectOf(handler);
  const start = () =>
    context({
      ...options,
      ...always,
      sourcemap: withMap ? "external" : false,
      absWorkingDir: project,
      // Without splitting, every entry is linked as if it were alone: its module has the same bytes in any company.
      entryPoints: Object.fromEntries(names.map((name) => [name, `fourfold:${name}`])),
      plugins: [entriesPlugin(entries, project), ...(options.plugins ?? [])],
      // Nothing is written there. It makes the map's sources relative to the project.
      outdir: project,
    });

  let started: ReturnType<typeof start> | undefined;

  return {
    async run() {
      started ??= start();
      try {
        const { outputFiles, metafile, warnings } = await (await started).rebuild();
        const textOf = (file: string) => outputFiles.find(({ path }) => path === join(project, file))?.text ?? "";
        const common = {
          inputs: inputsOf(metafile, project),
          warnings: warnings.map((warning) => `${position(warning, project)}: ${warning.text}`),
        };
        const toBuilt = (name: Name): Built => {
          const code = textOf(`${name}.js`);
          const banner = requireLine(code, options);
          const map = withMap ? toPortableMap(textOf(`${name}.js.map`), project, banner === "" ? 0 : 1) : "";
          return { ...common, code: banner + code, map, report: reportOf(metafile, project, name) };
        };
        return Object.fromEntries(names.map((name) => [name, toBuilt(name)])) as Record<Name, Built>;
      } catch (error) {
        throw isBuildFailure(error) ? toCompileError(title, project, error) : error;
      }
    },
    async dispose() {
      await (await started)?.dispose();
    },
  };
}
