import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Inspector } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import { targetAt } from "../inspected.ts";
import { readLines } from "../lines.ts";

/** How a process ended: an exit status, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

const bootstrap = fileURLToPath(new URL("./inside/bootstrap.mjs", import.meta.url));

/** What Linux and Lambda call the signals that end a process. */
const signals: Readonly<Record<string, string>> = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGINT: "interrupt",
};

/** An exit in Lambda's words: `Runtime exited with error: exit status 1`. */
export function describeExit(exit: Exit): string {
  if (exit.signal !== null) return `Runtime exited with error: signal: ${signals[exit.signal] ?? exit.signal}`;
  if (exit.code === 0) return "Runtime exited without providing a reason";
  return `Runtime exited with error: exit status ${exit.code}`;
}

/** The URL of a module in a folder, which packages are resolved from. It need not exist. */
function moduleIn(folder: string): string {
  return pathToFileURL(join(folder, "index.js")).href;
}

/** The surroundings of a sandbox's process. */
export interface Surroundings {
  readonly environment: Record<string, string>;
  readonly guard: Guard;
  /** Flags of Node. */
  readonly flags: readonly string[];
  /** Follows the process's own inspector, once it has code. @default debugging is off */
  readonly inspector: Inspector | undefined;
  /** Receives the lines that the process writes. */
  write(line: string): void;
}

/** The operating system's process of one sandbox. It starts without code, and stands by until {@link assign}. */
export class SandboxProcess {
  readonly #child: ChildProcess;
  readonly #isInspected: boolean;
  /** Resolves when the process is gone. Never rejects. */
  readonly exited: Promise<Exit>;

  constructor({ environment, guard, flags, inspector, write }: Surroundings) {
    const child = spawn(process.execPath, [...flags, bootstrap], {
      // Outside any project: a module that the zip lacks must not be found above it.
      cwd: "/",
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    this.#child = child;
    this.#isInspected = inspector !== undefined;
    const { pid } = child;
    if (pid !== undefined) guard.watch(pid);
    for (const input of [child.stdout, child.stderr]) {
      // The client writes line breaks within a message as carriage returns, so that the message stays one line.
      readLines(input, (line) => write(line.replaceAll("\r", "\n")));
    }
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => {
        write(error.message);
        resolve({ code: null, signal: "SIGKILL" });
      });
      child.once("exit", (code, signal) => {
        if (pid !== undefined) guard.release(pid);
        resolve({ code, signal });
      });
    });
    // A process that ends breaks its channel; `exited` reports the end.
    child.stdio[3]?.on("error", () => child.kill("SIGKILL"));
    child.stdio[3]?.once("data", (address) => inspector?.follow(targetAt(String(address))));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Gives the process the folder with its code. It loads the handler and asks the Runtime API for work.
   * @param project - The folder in which packages that Lambda's runtimes include are resolved.
   */
  assign(folder: string, project: string): void {
    const line = this.#child.stdio[3];
    if (line !== undefined && line !== null && "write" in line)
      line.write(`${JSON.stringify({ folder, inspect: this.#isInspected, project: moduleIn(project) })}\n`);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
