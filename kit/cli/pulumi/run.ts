import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { FourfoldError } from "../../spec/index.ts";

/** The options of running the CLI. */
export interface RunOptions {
  readonly pulumi: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs the CLI as if it had been called directly: same terminal, same signals, same exit code.
 * @returns The exit code, or 128 plus the signal's number if a signal ended it.
 */
export async function runPulumi({ pulumi, args, cwd, env }: RunOptions): Promise<number> {
  const child = spawn(pulumi, args, { cwd, env, stdio: "inherit" });
  // A terminal sends Ctrl-C to both processes, and the CLI would abort at once on a second one.
  const onInterrupt = (): void => void (process.stdin.isTTY || child.kill("SIGINT"));
  const onTerminate = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
}

/** The stacks of a project in a file backend: https://www.pulumi.com/docs/iac/concepts/state-and-backends/#local-filesystem */
export function listStacks(state: string, project: string): readonly string[] {
  const folder = join(state, ".pulumi", "stacks", project);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [file.slice(0, -".json".length)] : []));
}

/**
 * Creates a stack, if it does not exist, and selects it.
 * @throws FourfoldError `ERR_PULUMI` when the CLI fails; it has printed why.
 */
export async function createStack(stack: string, options: Omit<RunOptions, "args">): Promise<void> {
  const code = await runPulumi({ ...options, args: ["stack", "select", "--create", "--stack", stack] });
  if (code === 0) return;
  throw new FourfoldError("ERR_PULUMI", {
    what: `The stack "${stack}" could not be created.`,
    fix: "Correct what Pulumi reports above.",
  });
}
