import { describeErrors } from "../dev/describe.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import { previewProject } from "../dev/preview.ts";
import { type DeployOptions, readConfig } from "../dev/request.ts";
import type { Project } from "../project.ts";
import { createStackMask } from "../terminal/secrets.ts";
import { checkTypes } from "./check-types.ts";
import { findCompiler, typedFiles, writeSettings } from "./compiler.ts";

/** The findings of a check. */
export interface Findings {
  /** Errors of the preview: in the program, in its bundles, or by the clouds' rules. */
  readonly refusals: readonly string[];
  /** The output of the TypeScript compiler. Empty without errors. `undefined`: nothing is written in TypeScript. */
  readonly types: string | undefined;
  /** The number of bundles: each function counts once for each of its clouds. */
  readonly bundles: number;
  /** The resources of the preview. */
  readonly states: Evaluation["states"];
  /** The stack's settings, by their full names. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The options of a check. */
export interface CheckOptions extends DeployOptions {
  /** Whether the compiler uses colours and quotes the sources. */
  readonly pretty: boolean;
  readonly signal: AbortSignal;
  /** Receives messages of the program, its components and its bundles. */
  note(message: string): void;
}

function typesOf(project: Project, files: readonly string[], { pretty }: CheckOptions): Promise<string> {
  const [compiler, settings] = [findCompiler(project), writeSettings(project, files)];
  return checkTypes({ folder: project.folder, compiler, settings, pretty });
}

/**
 * Checks a project without changing anything: the types of the program and of all handlers, and the errors of a preview.
 * @throws FourfoldError `ERR_CONFIG` when something is written in TypeScript, which is not installed.
 */
export async function checkProject(project: Project, options: CheckOptions): Promise<Findings> {
  const config = await readConfig(project, options);
  const mask = createStackMask(config);
  const note = (message: string): void => options.note(mask(message));
  const evaluation = await previewProject(project, config, { ...options, note });
  const { errors, bundled, states } = evaluation;
  const files = await typedFiles(project, evaluation);
  const types = files.length === 0 ? undefined : await typesOf(project, files, options);
  const refusals = describeErrors(errors).map(mask);
  return { refusals, types, bundles: bundled.length, states, settings: config.values };
}
