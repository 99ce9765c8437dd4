import { posix } from "node:path";
import ts from "typescript5";
import type { Mutant } from "./places.ts";

/** What a removal leaves unused is no mistake of types: whoever removes an argument removes that too. */
const lenient = { noUnusedLocals: false, noUnusedParameters: false, types: ["node"] };

/**
 * The mutants that do not compile, with the reason: a required property is missing, for example. All of them are
 * checked at once, each as a file of its own beside the one it was made from.
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
