import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** What a finished command left. */
export interface Finished {
  /** The exit code, or the signal that ended it. */
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs, with what it has written so far. */
export interface Command {
  readonly process: ChildProcess;
  /** Everything written so far, output and errors in the order in which they came. */
  text(): string;
  /** Resolves when the text matches. Rejects when the command ends before, or does not get there in time. */
  until(pattern: RegExp, milliseconds?: number): Promise<void>;
  /** Has {@link Command.until} wait only for what is written from now on, for a session that several tests share. */
  turnPage(): void;
  readonly finished: Promise<Finished>;
}

/** Where and how a command runs. */
export interface CommandOptions {
  readonly cwd: string;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: NodeJS.ProcessEnv;
  /** What stands in its standard input. @default it has none */
  readonly input?: string;
}

/** Starts a program, without a terminal. */
export function startCommand(file: string, args: readonly string[], { cwd, env = {}, input }: CommandOptions): Command {
  const options = { cwd, env: { ...process.env, ...env } };
  const child = spawn(file, args, { ...options, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  const written = { stdout: "", stderr: "", text: "" };
  const changed = new EventTarget();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      written[name] += chunk;
      written.text += chunk;
      changed.dispatchEvent(new Event("change"));
    });
  }
  const finished = once(child, "close").then(([code, signal]) => ({
    code: code ?? signal,
    stdout: written.stdout,
    stderr: written.stderr,
  }));
  let page = 0;
  const read = (): string => written.text.slice(page);
  const until = async (pattern: RegExp, milliseconds = 100_000): Promise<void> => {
    const late = AbortSignal.timeout(milliseconds);
    while (!pattern.test(read())) {
      const change = new Promise((resolve) => changed.addEventListener("change", resolve, { once: true }));
      const ended = finished.then(({ code }) => {
        if (!pattern.test(read())) throw new Error(`It ended (${code}) without ${pattern}:\n${written.text}`);
      });
      const timeout = once(late, "abort").then(() => {
        throw new Error(`No ${pattern} within ${milliseconds} ms:\n${written.text}`);
      });
      await Promise.race([change, ended, timeout]);
    }
  };
  const turnPage = (): void => {
    page = written.text.length;
  };
  return { process: child, text: () => written.text, until, turnPage, finished };
}
