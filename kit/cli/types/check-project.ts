import { describeErrors } from "../dev/describe.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import { previewProject } from "../dev/preview.ts";
import { type DeployOptions, readConfig } from "../dev/request.ts";
import type { Project } from "../project.ts";
import { createStackMask } from "../terminal/secrets.ts";
import { checkTypes } from "./check-types.ts";
import { findCompiler, handlersOf, writeSettings } from "./compiler.ts";

/** The findings of a check. */
export interface Findings {
  /** Errors of the preview: in the program, in its bundles, or by the clouds' rules. */
  readonly refusals: readonly string[];
  /** The output of the TypeScript compiler. Empty without errors. */
  readonly types: string;
  /** The number of bundles: each function counts once for each of its clouds. */
  readonly bundles: number;
  /** The resources of the preview. */
  readonly states: Evaluation["states"];
}

/** The options of a check. */
export interface CheckOptions extends DeployOptions {
  /** Whether the compiler uses colours and quotes the sources. */
  readonly pretty: boolean;
  readonly signal: AbortSignal;
  /** Receives messages of the program, its components and its bundles. */
  note(message: string): void;
}

/**
 * Checks a project without changing anything: the types of the program and of all handlers, and the errors of a preview.
 * @throws FourfoldError `ERR_CONFIG` when the project has no TypeScript.
 */
export async function checkProject(project: Project, options: CheckOptions): Promise<Findings> {
  const compiler = findCompiler(project);
  const config = await readConfig(project, options);
  const mask = createStackMask(config);
  const note = (message: string): void => options.note(mask(message));
  const evaluation = await previewProject(project, config, { ...options, note });
  const settings = writeSettings(project, await handlersOf(evaluation));
  const types = await checkTypes({ folder: project.folder, compiler, settings, pretty: options.pretty });
  return {
    refusals: describeErrors(evaluation.errors).map(mask),
    types,
    bundles: evaluation.bundled.length,
    states: evaluation.states,
  };
}
