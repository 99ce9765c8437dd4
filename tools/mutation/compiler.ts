import { posix } from "node:path";
import ts from "typescript5";
import type { Mutant } from "./places.ts";

/** Declarations that a removal leaves unused are not type errors: whoever removes an argument removes them too. */
const lenient = { noUnusedLocals: false, noUnusedParameters: false, types: ["node"] };

/**
 * The mutants that do not compile, with the reason: for example, a required property is missing. All are checked at once, each
 * as a file beside its original.
 */
export function compile(project: string, mutants: readonly Mutant[]): ReadonlyMap<Mutant, string> {
  const config = ts.readConfigFile(posix.join(project, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.config.compilerOptions, project);
  const files = new Map(mutants.map((mutant, index) => [fileOf(project, mutant, index), mutant]));
  const host = ts.createCompilerHost({ ...options, ...lenient });
  const { readFile, fileExists } = host;
  host.readFile = (path) => files.get(path)?.source ?? readFile(path);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  const program = ts.createProgram([...files.keys()], { ...options, ...lenient }, host);
  const refused = new Map<Mutant, string>();
  for (const [path, mutant] of files) {
    const [first] = program.getSemanticDiagnostics(program.getSourceFile(path));
    if (first !== undefined)
      refused.set(mutant, ts.flattenDiagnosticMessageText(first.messageText, "\n").split("\n").at(-1) ?? "");
  }
  return refused;
}

function fileOf(project: string, { file }: Mutant, index: number): string {
  return posix.join(project, file.replace(/\.ts$/, `.mutant-${index}.ts`));
}
