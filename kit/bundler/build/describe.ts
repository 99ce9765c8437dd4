import type { BuildResult } from "esbuild";
import type { ReportRow } from "../artifact.ts";
import { createInputFinder, type Inputs } from "../inputs/inputs.ts";
import { positionOf } from "./failure.ts";
import { createInfluenceCheck } from "./influence.ts";
import { memoize } from "./memoize.ts";
import { sourceName } from "./sources.ts";

/** What one module of a build is made of. */
export interface Description extends Inputs {
  readonly report: readonly ReportRow[];
  readonly warnings: readonly string[];
  /** Whether it may have other bytes when it is built alone: see {@link createInfluenceCheck}. */
  readonly influenced: boolean;
}

/** Reads, module by module, what esbuild reports of a build. Modules that share sources share the work. */
export function createDescriber(
  { metafile, warnings }: Pick<BuildResult<{ metafile: true }>, "metafile" | "warnings">,
  project: string,
): (name: string) => Description {
  const { fileOf, reachedFrom, inputsOf } = createInputFinder(metafile, project);
  const nameOf = memoize((input: string) => sourceName(fileOf(input), project));

  const reportOf = (name: string): readonly ReportRow[] =>
    [...Map.groupBy(Object.entries(metafile.outputs[`${name}.js`]?.inputs ?? {}), ([input]) => nameOf(input))]
      .map(([path, inputs]) => ({ path, bytes: inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));

  const isInfluenced = createInfluenceCheck(metafile, project);

  return (name) => {
    const reached = reachedFrom(`fourfold:${name}`);
    const own = warnings.filter(({ location }) => location === null || reached.includes(location.file));
    return {
      ...inputsOf(reached),
      report: reportOf(name),
      influenced: isInfluenced(reached),
      warnings: own.map((warning) => `${positionOf(warning, project)}: ${warning.text}`),
    };
  };
}
