import { type ChildProcess, fork } from "node:child_process";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FourfoldError } from "../../spec/errors.ts";
import type { Deployed } from "../deploy.ts";
import type { Listener } from "../events.ts";
import { type FromParent, isFromRun, type RunRequest } from "./request.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));

/** How to follow a run, and how to end it. */
export interface RunObserver {
  /** Receives events. The program's output arrives as diagnostics, line by line. */
  readonly on?: Listener | undefined;
  /** Ends the run early: steps in progress are finished and recorded. */
  readonly signal?: AbortSignal | undefined;
  /** A folder for compiled code, which makes the next run start faster. @default none */
  readonly compileCache?: string | undefined;
  /** A module that is loaded before the program, in its process. @default none */
  readonly preload?: string | undefined;
  /** Receives messages of the process that are not the engine's: those of {@link preload}. @default none */
  readonly onMessage?: ((message: unknown) => void) | undefined;
}

/** A run whose request is not complete yet. Its process starts meanwhile, which takes as long as a simulator does. */
export interface LateRequest {
  /** The program's file, with its full path. */
  readonly main: string;
  readonly whenReady: Promise<RunRequest>;
}

/**
 * Runs a program in a process of its own, in the program's folder, so that it cannot affect its caller or later runs.
 * @throws FourfoldError `ERR_ENGINE` when the process ends without a result. Errors of the run are in the result.
 */
export async function startRun(request: RunRequest | LateRequest, observer: RunObserver = {}): Promise<Deployed> {
  const { on = () => {}, signal, compileCache, preload, onMessage = () => {} } = observer;
  const child = fork(main, {
    cwd: dirname(request.main),
    env: { ...process.env, ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }) },
    execArgv: preload === undefined ? [] : ["--import", pathToFileURL(preload).href],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const cancel = (): void => send(child, { type: "cancel" });
  signal?.addEventListener("abort", cancel);
  try {
    const ended = waitForResult(child, { on, onMessage, signal });
    const ready = "whenReady" in request ? request.whenReady : Promise.resolve(request);
    const started = ready.then((complete) => {
      send(child, { type: "start", request: complete });
      if (signal?.aborted) cancel();
    });
    const [deployed] = await Promise.all([ended, started]);
    return deployed;
  } catch (error) {
    // Either it is gone, or it waits for something that never comes.
    child.kill("SIGKILL");
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

function send(child: ChildProcess, message: FromParent): void {
  if (child.connected) child.send(message);
}

/** The events of a process, and whether it was ended early. */
interface Following {
  readonly on: Listener;
  readonly onMessage: (message: unknown) => void;
  readonly signal: AbortSignal | undefined;
}

async function waitForResult(child: ChildProcess, { on, onMessage, signal }: Following): Promise<Deployed> {
  let result: Deployed | undefined;
  child.on("message", (message) => {
    if (!isFromRun(message)) onMessage(message);
    else if (message.type === "event") on(message.event);
    else result = message.deployed;
  });
  const errors: string[] = [];
  forEachLine(child.stdout, (line) => on({ type: "diagnostic", severity: "info", message: line }));
  forEachLine(child.stderr, (line) => {
    errors.push(line);
    // Processes of the run, such as esbuild, complain at length when they are cut off, which was intended.
    if (signal?.aborted !== true) on({ type: "diagnostic", severity: "warning", message: line });
  });
  const end = await new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "?"));
  });
  if (result !== undefined) return result;
  const last = errors.slice(-20).join("\n");
  throw new FourfoldError("ERR_ENGINE", {
    what: `The run's process ended (${end}) before it was done. ${last}`,
    fix: "Run it again: it goes on where this one stopped.",
  });
}

function forEachLine(stream: ChildProcess["stdout"], listener: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", listener);
}
