import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { Inspector } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import { targetAt } from "../inspected.ts";
import { readLines } from "../lines.ts";

/** The stream that a line was written to. */
export type Stream = "stdout" | "stderr";

/** What makes a standby process an instance. */
export interface Assignment {
  /** The folder with the function's files. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The maximum size of V8's heap, in MB. */
  readonly heap: number;
  /** Whether it can be debugged. It then reports its address to {@link InstanceProcess.onInspector}. */
  readonly inspect: boolean;
}

/** Messages from a process, one line of JSON each. */
interface ProcessMessage {
  /** The address of its inspector. */
  readonly inspector?: string;
  /** The port that the function listens on. */
  readonly port?: number;
}

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));

/** Variables that Node or a module of the framework reads when it starts, so they cannot be set on a standby process. */
const readAtStart = /^(?:NODE_(?!ENV$)|DEBUG$)/;

/** Whether a function with this environment needs a process of its own from the beginning. */
export function needsFreshProcess(environment: Readonly<Record<string, string>>): boolean {
  return Object.keys(environment).some((name) => readAtStart.test(name));
}

/** The operating system's process of one instance. It starts without code, and stands by until {@link assign}. */
export class InstanceProcess {
  readonly #child: ChildProcess;
  /** Resolves with the exit code or signal that the process ended with. Never rejects. */
  readonly exited: Promise<string>;
  /** Resolves with the port that the function listens on. */
  readonly listening: Promise<number>;
  /** Receives each line that the process writes. */
  onLine: (stream: Stream, line: string) => void = () => {};
  /** Receives the address of the process's inspector. */
  onInspector: Inspector["follow"] = () => {};
  /** Whether {@link exited} has resolved. */
  gone = false;

  /** @param flags - Flags of Node. */
  constructor(guard: Guard, flags: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [...flags, bootstrap], {
      // Outside any project: a module that the source lacks must not be found above it.
      cwd: "/",
      env: { ...environment },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
    this.#child = child;
    const { pid } = child;
    if (pid !== undefined) guard.watch(pid);
    readLines(child.stdout, (line) => this.onLine("stdout", line));
    readLines(child.stderr, (line) => this.onLine("stderr", line));
    const listening = Promise.withResolvers<number>();
    this.listening = listening.promise;
    readLines(this.#line, (text) => {
      const { inspector, port }: ProcessMessage = JSON.parse(text);
      if (inspector !== undefined) this.onInspector(targetAt(inspector));
      if (port !== undefined) listening.resolve(port);
    });
    this.#line?.on("error", () => child.kill("SIGKILL"));
    this.exited = new Promise((resolve) => {
      const end = (reason: string): void => {
        this.gone = true;
        resolve(reason);
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => {
        if (pid !== undefined) guard.release(pid);
        end(signal === null ? `exit(${code})` : `signal ${signal}`);
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Passes code and environment; the framework then loads the function and listens. May be called at any time. */
  assign(assignment: Assignment): void {
    this.#line?.write(`${JSON.stringify(assignment)}\n`);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }

  get #line(): Socket | undefined {
    const line = this.#child.stdio[3];
    return line instanceof Socket ? line : undefined;
  }
}
