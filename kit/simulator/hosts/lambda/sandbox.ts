import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Transform } from "node:stream";
import type { Clock, Content, Files, Inspector, Sandboxes } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import { peakMemory, residentMemory } from "../memory.ts";
import {
  type FunctionConfiguration,
  failed,
  type Invocation,
  type LambdaResult,
  type LogSink,
  quotas,
  type RoleCredentials,
} from "./configuration.ts";
import { environmentOf } from "./environment.ts";
import { initStartLines, type Report, reportLines, startLines } from "./platform-log.ts";
import { describeExit, type Exit, SandboxProcess } from "./process.ts";
import { RuntimeApi } from "./runtime-api.ts";
import { createStream } from "./stream.ts";

/** How often the memory of a busy sandbox is checked, in milliseconds. */
const memoryInterval = 50;

export interface SandboxTools {
  readonly clock: Clock;
  readonly sandboxes: Sandboxes;
  readonly guard: Guard;
  readonly log: LogSink;
  /** The folder of the project, whose packages stand in for those that Lambda's runtimes include. */
  readonly project: string;
  /** Flags of Node. */
  readonly flags: readonly string[];
  /** What debuggers of the function attach to. @default debugging is off */
  readonly inspector: Inspector | undefined;
  /** Issues the credentials that the function signs its own requests with. */
  credentials(configuration: FunctionConfiguration): RoleCredentials;
  /** Called when the sandbox can take a request, and when it is gone. */
  changed(): void;
}

/**
 * `standby`: without code. `answered`: the request has been answered, but the process has not asked for the next one yet; a
 * function that leaves timers behind may take a while.
 */
export type SandboxState = "standby" | "starting" | "idle" | "busy" | "answered" | "ending" | "gone";

/** The request that a sandbox is handling. */
interface Current {
  readonly invocation: Invocation;
  readonly started: number;
  readonly settle: (outcome: LambdaResult) => void;
  /** Stops watching the request's timeout and memory. */
  readonly release: () => void;
  /** The response that is being streamed. */
  stream?: Transform;
}

interface Fault {
  readonly errorType: string;
  readonly errorMessage: string;
}

function parseFault(payload: Buffer): Fault {
  const { errorType, errorMessage } = JSON.parse(payload.toString());
  return { errorType: String(errorType), errorMessage: String(errorMessage) };
}

/**
 * One execution environment: a process that handles one request at a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Sandbox {
  readonly #configuration: FunctionConfiguration;
  readonly #tools: SandboxTools;
  readonly #api: RuntimeApi;
  readonly #logStream: string;
  readonly #started: Promise<SandboxProcess>;
  #pid: number | undefined;
  #folder: string | undefined;
  /** The hash of its code. */
  #code: string | undefined;
  #state: SandboxState = "standby";
  #answers = 0;
  #peak = 0;
  #loadedAt = 0;
  #initialisation: number | undefined;
  #fault: Fault | undefined;
  /** Resolves when the process is gone and its folder with it. */
  readonly ended: Promise<void>;
  #current: Current | undefined;

  constructor(configuration: FunctionConfiguration, tools: SandboxTools) {
    this.#configuration = configuration;
    this.#tools = tools;
    const day = new Date(tools.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    this.#logStream = `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
    this.#api = new RuntimeApi({
      ready: () => this.#ready(),
      responded: (id, payload) => this.#responded(id, payload),
      streaming: (id, request) => this.#streaming(id, request),
      failed: (id, payload) => this.#failed(id, payload),
      initialisationFailed: (payload) => {
        this.#fault = parseFault(payload);
      },
    });
    this.#started = this.#start();
    this.ended = this.#started.then((process) => process.exited).then((exit) => this.#exited(exit));
  }

  get state(): SandboxState {
    return this.#state;
  }

  /** Whether it could not be initialised. */
  get isFaulty(): boolean {
    return this.#fault !== undefined;
  }

  /** How many requests it has answered. */
  get answers(): number {
    return this.#answers;
  }

  /** Gives the sandbox its code: initialisation begins. */
  async load({ hash, files }: Content): Promise<void> {
    this.#state = "starting";
    this.#code = hash;
    this.#loadedAt = performance.now();
    const folder = await this.#createFolder(files);
    const process = await this.#started;
    if (folder === undefined || this.#isGone()) return;
    this.#log(...initStartLines(this.#configuration, this.#tools.clock.now()));
    const cancel = this.#tools.clock.after(quotas.initialisation, () => {
      if (this.#state !== "starting") return;
      this.#fault = { errorType: "Sandbox.Timedout", errorMessage: "The function's initialisation timed out." };
      this.kill();
    });
    process.assign(folder, this.#tools.project);
    void this.ended.then(cancel);
  }

  /**
   * Runs one request on an idle sandbox. Resolves with its outcome; for a streamed response as soon as it begins.
   * On a sandbox that could not be initialised the outcome is the reason.
   */
  invoke(invocation: Invocation): Promise<LambdaResult> {
    this.#log(...startLines(this.#configuration, invocation.requestId, this.#tools.clock.now()));
    if (this.#isGone()) return Promise.resolve(this.#notInitialised(invocation));
    this.#state = "busy";
    return new Promise((settle) => {
      this.#current = { invocation, started: performance.now(), settle, release: this.#watch(invocation) };
      // The process compares the deadline with the system clock, the only one that it has.
      this.#api.send(invocation, Date.now() + this.#configuration.timeout * 1_000);
    });
  }

  /** Ends the sandbox at once. */
  kill(): void {
    // Until its process is gone, no request may come that would be lost with it.
    if (this.#state === "idle") this.#state = "ending";
    void this.#started.then((process) => process.kill());
  }

  /** Writes the code to a folder for the process. If that fails, the sandbox is faulty, and the request's outcome is the reason. */
  async #createFolder(files: Files): Promise<string | undefined> {
    try {
      this.#folder = await this.#tools.sandboxes.create(files);
    } catch (error) {
      this.#fault = { errorType: "Sandbox.Failure", errorMessage: String(error) };
      this.#log(String(error));
      this.kill();
    }
    if (this.#isGone() && this.#folder !== undefined) await this.#tools.sandboxes.remove(this.#folder);
    return this.#folder;
  }

  async #start(): Promise<SandboxProcess> {
    const address = await this.#api.listen();
    const environment = environmentOf(
      this.#configuration,
      this.#tools.credentials(this.#configuration),
      address,
      this.#logStream,
    );
    const process = new SandboxProcess({ ...this.#tools, environment, write: (line) => this.#log(line) });
    this.#pid = process.pid;
    return process;
  }

  /** Ends a request that takes too long or too much memory. Returns a function that stops the watching. */
  #watch(invocation: Invocation): () => void {
    const { timeout, memory } = this.#configuration;
    const cancel = this.#tools.clock.after(timeout * 1_000, () => {
      const message = `Task timed out after ${timeout.toFixed(2)} seconds`;
      this.#log(`${new Date(this.#tools.clock.now()).toISOString()} ${invocation.requestId} ${message}`);
      this.#end(failed("Sandbox.Timedout", `RequestId: ${invocation.requestId} Error: ${message}`), "timeout");
      this.kill();
    });
    const poll = setInterval(() => {
      const used = this.#pid === undefined ? undefined : residentMemory(this.#pid);
      this.#peak = Math.max(this.#peak, Math.min(used ?? 0, memory));
      // A killed process is reported as `signal: killed` when it is gone.
      if (used !== undefined && used > memory) this.kill();
    }, memoryInterval);
    return () => {
      cancel();
      clearInterval(poll);
    };
  }

  #ready(): void {
    if (this.#state === "starting") this.#initialisation = performance.now() - this.#loadedAt;
    if (this.#isGone()) return;
    this.#state = "idle";
    this.#tools.changed();
  }

  #responded(id: string, payload: Buffer): void {
    if (this.#current?.invocation.requestId !== id) return;
    this.#state = "answered";
    if (payload.length > quotas.payload) {
      const message = `Response payload size exceeded maximum allowed payload size (${quotas.payload} bytes).`;
      this.#end(failed("Function.ResponseSizeTooLarge", message), "error");
    } else this.#end({ kind: "response", payload: payload.toString() }, "success");
  }

  #failed(id: string, payload: Buffer): void {
    if (this.#current?.invocation.requestId !== id) return;
    this.#state = "answered";
    const { errorType, errorMessage } = parseFault(payload);
    this.#end({ kind: "error", type: errorType, message: errorMessage, payload: payload.toString() }, "error");
  }

  #streaming(id: string, request: IncomingMessage): void {
    const current = this.#current;
    if (current?.invocation.requestId !== id) return;
    const body = createStream(request, (message) => this.#log(message));
    current.stream = body;
    request.on("end", () => this.#streamed(request));
    current.settle({
      kind: "stream",
      contentType: request.headers["content-type"] ?? "application/octet-stream",
      body,
    });
  }

  /** The trailers of a streamed response tell whether it is complete. */
  #streamed(request: IncomingMessage): void {
    const type = request.trailers["lambda-runtime-function-error-type"];
    this.#state = "answered";
    if (type !== undefined) this.#current?.stream?.destroy(new Error(`The function failed: ${type}`));
    this.#end(undefined, type === undefined ? "success" : "error");
  }

  async #exited(exit: Exit): Promise<void> {
    const current = this.#current;
    if (this.#state === "starting")
      this.#fault ??= { errorType: "Runtime.ExitError", errorMessage: describeExit(exit) };
    this.#state = "gone";
    this.#api.close();
    if (current !== undefined) {
      const message = `RequestId: ${current.invocation.requestId} Error: ${describeExit(exit)}`;
      this.#log(`${message}\nRuntime.ExitError`);
      current.stream?.destroy(new Error(message));
      this.#end(failed("Runtime.ExitError", message), "failure", "Runtime.ExitError");
    }
    this.#tools.changed();
    if (this.#folder !== undefined) await this.#tools.sandboxes.remove(this.#folder);
  }

  /** Closes the current request: its outcome, then the platform's lines. */
  #end(outcome: LambdaResult | undefined, status: Report["status"], errorType?: string): void {
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    this.#answers++;
    current.release();
    const report: Report = {
      requestId: current.invocation.requestId,
      duration: performance.now() - current.started,
      peak: (this.#pid === undefined ? undefined : peakMemory(this.#pid)) ?? this.#peak,
      status,
      ...(this.#initialisation === undefined ? {} : { initialisation: this.#initialisation }),
      ...(errorType === undefined ? {} : { errorType }),
    };
    this.#initialisation = undefined;
    // What the function wrote before it responded is already in its pipes: one turn of the event loop reads it first.
    setImmediate(() => this.#log(...reportLines(this.#configuration, report, this.#tools.clock.now())));
    if (outcome !== undefined) current.settle(outcome);
  }

  #notInitialised({ requestId }: Invocation): LambdaResult {
    const { errorType, errorMessage } = this.#fault ?? {
      errorType: "Runtime.ExitError",
      errorMessage: "The sandbox is gone.",
    };
    const report: Report = { requestId, duration: 0, peak: 0, status: "failure", errorType };
    this.#log(...reportLines(this.#configuration, report, this.#tools.clock.now()));
    return failed(errorType, errorMessage);
  }

  #isGone(): boolean {
    return this.#state === "gone";
  }

  #log(...lines: readonly string[]): void {
    for (const line of lines) this.#tools.log(line, { stream: this.#logStream, code: this.#code });
  }
}
