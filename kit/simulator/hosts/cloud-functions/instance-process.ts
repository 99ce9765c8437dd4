import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import type { Inspector } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import { targetAt } from "../inspected.ts";
import { readLines } from "../lines.ts";

/** Where a line was written. */
export type Stream = "stdout" | "stderr";

/** What a process that stands by is given to become an instance. */
export interface Assignment {
  /** The folder with the function's files. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The most that V8's heap may take, in MB. */
  readonly heap: number;
  /** Whether it can be debugged. It then tells where, to {@link InstanceProcess.onInspector}. */
  readonly inspect: boolean;
}

/** What a process tells of itself, one line of JSON each. */
interface Told {
  /** Where it can be debugged. */
  readonly inspector?: string;
  /** Where the function listens. */
  readonly port?: number;
}

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));

/** Variables that Node or a module of the framework reads while it starts: too late for a process that stands by. */
const readAtStart = /^(?:NODE_(?!ENV$)|DEBUG$)/;

/** Whether a function with this environment needs a process of its own from the beginning. */
export function needsFreshProcess(environment: Readonly<Record<string, string>>): boolean {
  return Object.keys(environment).some((name) => readAtStart.test(name));
}

/** The operating system's process of one instance. It starts without code, and stands by until {@link assign}. */
export class InstanceProcess {
  readonly #child: ChildProcess;
  /** Resolves with what ended the process: an exit code, or a signal. Never rejects. */
  readonly exited: Promise<string>;
  /** Resolves with the port on which the function has come to listen. */
  readonly listening: Promise<number>;
  /** Receives each line that the process writes. */
  onLine: (stream: Stream, line: string) => void = () => {};
  /** Receives where the process can be debugged. */
  onInspector: Inspector["follow"] = () => {};
  /** Whether {@link exited} has resolved. */
  gone = false;

  /** @param flags - Flags of Node. */
  constructor(guard: Guard, flags: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const child = spawn(process.execPath, [...flags, bootstrap], {
      // Not a folder of any project: a module that the source lacks must not be found above it.
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
      const { inspector, port }: Told = JSON.parse(text);
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

  /** Hands over code and environment; the framework then loads the function and listens. May be called at any time. */
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
