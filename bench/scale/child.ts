import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as v from "valibot";

/** How a program is run. */
interface Run {
  readonly args: readonly (string | number)[];
  /** Its working folder. */
  readonly folder: string;
}

/**
 * Runs a program in a fresh process, as each deployment does: nothing is compiled or cached yet, and its heap is small.
 *
 * @param answer - The schema of its standard output, which is JSON.
 */
export function runProgram<Answer extends v.GenericSchema>(
  program: URL,
  { args, folder }: Run,
  answer: Answer,
): v.InferOutput<Answer> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(program), ...args.map(String)], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program.pathname.split("/").slice(-2).join("/")} ${args.join(" ")}:\n${stderr}`);
  return v.parse(v.pipe(v.string(), v.parseJson(), answer), stdout);
}
