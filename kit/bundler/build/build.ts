import { join, resolve } from "node:path";
import { type BuildFailure, type BuildOptions, context, type Message, type Metafile } from "esbuild";
import { FourfoldError } from "../../spec/index.ts";
import type { ReportRow } from "../artifact.ts";
import { shown } from "../handler/find.ts";
import { projectOf, settingsFiles, sourceName } from "./sources.ts";

/** What is to be built: an entry's text, and the options that its cloud needs. */
export interface BuildJob {
  /** Where the function stands in messages: `Function "api" of set "shop"`. */
  readonly title: string;
  /** The handler's file, absolute. */
  readonly handler: string;
  readonly entry: string;
  readonly options: BuildOptions;
  /** Whether a source map is made. */
  readonly withMap: boolean;
}

/** One module with everything it needs. */
export interface Built {
  readonly code: string;
  /** The source map as JSON, with names of sources that are the same on every machine. Empty if none was made. */
  readonly map: string;
  readonly inputs: readonly string[];
  readonly report: readonly ReportRow[];
  readonly warnings: readonly string[];
}

/** A build that can be run again after its sources changed: esbuild then parses only what is new. */
export interface Build {
  run(): Promise<Built>;
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

function reportOf(metafile: Metafile, project: string): readonly ReportRow[] {
  const output = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined);
  return Object.entries(output?.inputs ?? {})
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
export function createBuild({ title, handler, entry, options, withMap }: BuildJob): Build {
  const project = projectOf(handler);
  const start = () =>
    context({
      ...options,
      ...always,
      sourcemap: withMap ? "external" : false,
      absWorkingDir: project,
      stdin: { contents: entry, resolveDir: project, sourcefile: "fourfold:entry", loader: "js" },
      // Nothing is written there. It makes the map's sources relative to the project.
      outfile: join(project, "index.js"),
    });

  let started: ReturnType<typeof start> | undefined;

  return {
    async run() {
      started ??= start();
      try {
        const { outputFiles, metafile, warnings } = await (await started).rebuild();
        const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? "";
        const banner = requireLine(text(".js"), options);
        return {
          code: banner + text(".js"),
          map: withMap ? toPortableMap(text(".map"), project, banner === "" ? 0 : 1) : "",
          inputs: inputsOf(metafile, project),
          report: reportOf(metafile, project),
          warnings: warnings.map((warning) => `${position(warning, project)}: ${warning.text}`),
        };
      } catch (error) {
        throw isBuildFailure(error) ? toCompileError(title, project, error) : error;
      }
    },
    async dispose() {
      await (await started)?.dispose();
    },
  };
}
