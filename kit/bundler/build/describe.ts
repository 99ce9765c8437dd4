import { dirname, resolve } from "node:path";
import type { BuildResult, Metafile } from "esbuild";
import type { ReportRow } from "../artifact.ts";
import { fileBehind } from "../sets/facade.ts";
import { positionOf } from "./failure.ts";
import { remember } from "./remember.ts";
import { nearest, sourceName } from "./sources.ts";
import { createSwayed } from "./swayed.ts";

/** What one module of a build is made of. */
export interface Description {
  /** Every source that was read for it, and the settings that decided how, absolute and sorted. */
  readonly inputs: readonly string[];
  readonly report: readonly ReportRow[];
  readonly warnings: readonly string[];
  /** Whether it may have other bytes when it is built alone: see {@link createSwayed}. */
  readonly swayed: boolean;
}

/** The sources that an entry leads to, as the metafile names them. */
function reachedFrom(entry: string, { inputs }: Metafile): readonly string[] {
  const reached = new Set([entry]);
  // A set hands out also what is added while it is gone through.
  for (const input of reached) {
    for (const { path, external } of inputs[input]?.imports ?? []) if (external !== true) reached.add(path);
  }
  return [...reached];
}

/** What is no file: entries, stand-ins, esbuild's own helpers, and what a package leaves out for browsers. */
const isVirtual = (input: string): boolean => /^(?:<|fourfold:|\(disabled\):)/.test(input);

/** Reads, module by module, what esbuild tells of a build. Modules that share sources share the work. */
export function createDescriber(
  { metafile, warnings }: Pick<BuildResult<{ metafile: true }>, "metafile" | "warnings">,
  project: string,
): (name: string) => Description {
  // A file that is imported in several ways is an input for each: `page.html with { type: 'text' }`.
  const fileOf = remember((input: string) => resolve(project, input.replace(/ with \{[^{}]*\}$/, "")));
  const nameOf = remember((input: string) => sourceName(fileBehind(input) ?? fileOf(input), project));
  // What decided how the sources were read: `exports`, `type` and `sideEffects` of each one's package, and TypeScript's.
  const packageOf = remember((folder: string) => nearest("package.json", folder));
  const tsconfig = nearest("tsconfig.json", project);

  const inputsOf = (reached: readonly string[]): readonly string[] => {
    const files = reached.map(fileOf);
    const settings = [...files.map((file) => packageOf(dirname(file))), tsconfig];
    return [...new Set([...files, ...settings])].filter((file) => file !== undefined).sort();
  };

  const reportOf = (name: string): readonly ReportRow[] =>
    [...Map.groupBy(Object.entries(metafile.outputs[`${name}.js`]?.inputs ?? {}), ([input]) => nameOf(input))]
      .map(([path, inputs]) => ({ path, bytes: inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));

  const isSwayed = createSwayed(metafile, project);

  return (name) => {
    const reached = reachedFrom(`fourfold:${name}`, metafile);
    const own = warnings.filter(({ location }) => location === null || reached.includes(location.file));
    return {
      inputs: inputsOf(reached.filter((input) => !isVirtual(input))),
      report: reportOf(name),
      swayed: isSwayed(reached),
      warnings: own.map((warning) => `${positionOf(warning, project)}: ${warning.text}`),
    };
  };
}
