import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Evaluation } from "../dev/evaluate.ts";
import type { Project } from "../project.ts";
import { findCompiler, typedFiles, writeSettings } from "./compiler.ts";

/** Reports type errors during a session. */
export interface TypeWatch {
  /** Checks the program and the handlers that it has bundled, now and whenever one of their files changes. */
  follow(evaluation: Pick<Evaluation, "bundled">): Promise<void>;
  close(): void;
}

/** The compiler's line at the end of each check: `Found 2 errors. Watching for file changes.` */
const verdict = /Found (\d+) errors?\./;

/** Prints the errors of each check, and once when there are none any more. */
function report(compiler: ChildProcess, print: (line: string) => void): void {
  if (compiler.stdout === null) return;
  let errors: string[] = [];
  let wasRight = true;
  createInterface({ input: compiler.stdout }).on("line", (line) => {
    const [, count] = verdict.exec(line) ?? [];
    if (count === undefined) {
      // The reasons of an error are indented below it.
      if (/error TS\d+/.test(line) || (errors.length > 0 && /^\s+\S/.test(line))) errors.push(line);
      return;
    }
    for (const error of errors) print(error);
    if (errors.length === 0 && !wasRight) print("The types are right again.");
    wasRight = errors.length === 0;
    errors = [];
  });
}

/**
 * Checks types with the project's own compiler, in a process of its own, so that the session does not wait for it.
 * @throws FourfoldError `ERR_CONFIG` when the project has no TypeScript.
 */
export function watchTypes(project: Project, print: (line: string) => void): TypeWatch {
  const compiler = findCompiler(project);
  let process: ChildProcess | undefined;
  return {
    async follow(evaluation) {
      const files = await typedFiles(project, evaluation);
      // The compiler refuses settings without files.
      if (files.length === 0) return;
      // It follows its settings too.
      const settings = writeSettings(project, files);
      if (process !== undefined) return;
      const args = [compiler, "--project", settings, "--watch", "--preserveWatchOutput", "--pretty", "false"];
      process = spawn(globalThis.process.execPath, args, { cwd: project.folder, stdio: ["ignore", "pipe", "inherit"] });
      report(process, print);
    },
    close: () => process?.kill(),
  };
}
