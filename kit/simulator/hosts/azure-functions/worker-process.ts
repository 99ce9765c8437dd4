import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readLines } from "../lines.ts";

const script = fileURLToPath(new URL("./worker/main.mjs", import.meta.url));

/** A function as the app registered it: its name, and its bindings, one of which is the trigger. */
export interface RegisteredFunction {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retry?: RetryOptions;
}

/** How a function is retried. https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies */
export interface RetryOptions {
  readonly maxRetryCount: number;
  readonly retryStrategy: "fixedDelay" | "exponentialBackoff";
  readonly delayInterval?: { readonly seconds: number };
  readonly minimumInterval?: { readonly seconds: number };
  readonly maximumInterval?: { readonly seconds: number };
}

/** The context that a function receives in a retry. */
export interface RetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception: { readonly message: string };
}

export interface Binding {
  readonly type: string;
  readonly name?: string;
  readonly route?: string;
  readonly authLevel?: string;
  readonly methods?: readonly string[];
  /** A timer's NCRONTAB expression. https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions */
  readonly schedule?: string;
  readonly runOnStartup?: boolean;
  readonly useMonitor?: boolean;
  /** Properties of other kinds of triggers. */
  readonly [property: string]: unknown;
}

/** A typed value of the Functions protocol. https://github.com/Azure/azure-functions-language-worker-protobuf */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly int?: number;
  readonly http?: HttpData;
}

export interface HttpData {
  readonly url?: string;
  readonly method?: string;
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly cookies?: readonly Cookie[];
  readonly body?: { readonly bytes?: Uint8Array; readonly string?: string };
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: { readonly value: string };
  readonly path?: { readonly value: string };
  readonly expires?: { readonly value: { readonly seconds: number } };
  readonly secure?: { readonly value: boolean };
  readonly httpOnly?: { readonly value: boolean };
  readonly sameSite?: string;
  readonly maxAge?: { readonly value: number };
}

/** Messages from the host to a worker. */
export type ToWorker =
  | {
      readonly type: "specialize";
      readonly environment: Readonly<Record<string, string>>;
      readonly folder: string;
      /** Whether it can be debugged. It then reports its address. */
      readonly inspect: boolean;
    }
  | {
      readonly type: "invoke";
      readonly id: string;
      readonly name: string;
      readonly inputs: readonly { readonly name: string; readonly data: TypedData }[];
      readonly triggerMetadata: Readonly<Record<string, TypedData>>;
      /** @default it is the first attempt */
      readonly retryContext?: RetryContext;
    };

/** Messages from a worker to the host. */
export type FromWorker =
  | { readonly type: "inspected"; readonly address: string }
  | { readonly type: "ready"; readonly functions: readonly RegisteredFunction[]; readonly proxy?: string }
  | { readonly type: "failed"; readonly message: string }
  | {
      readonly type: "result";
      readonly id: string;
      readonly returned?: TypedData | null;
      /** Whether the handler returned nothing. */
      readonly isEmpty?: boolean;
      readonly error?: string;
    }
  | WorkerLog;

export interface WorkerLog {
  readonly type: "log";
  readonly level: string;
  readonly category: string;
  readonly message: string;
  readonly function?: string;
  readonly invocation?: string;
}

/** How Node is started. */
export interface WorkerOptions {
  readonly flags: readonly string[];
  /**
   * A PEM file with a certificate to trust: that of the simulated services.
   * https://nodejs.org/api/cli.html#node_extra_ca_certsfile
   * @default only the certificates that Node trusts
   */
  readonly trusted?: string;
}

/**
 * A process that stands by for an app. It inherits nothing of the simulator's environment. It ends by itself when its
 * channel to the simulator closes, or else with the simulator's process group.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  /** Resolves when the process is gone, with a description of how it ended. */
  readonly exited: Promise<string>;

  constructor(
    { flags, trusted }: WorkerOptions,
    onMessage: (message: FromWorker) => void,
    onLine: (line: string) => void,
  ) {
    this.#child = spawn(process.execPath, [...flags, script], {
      // Node reads it when it starts; the app does not see it.
      env: trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    this.exited = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(error.message));
      this.#child.once("exit", (code, signal) => {
        resolve(signal === null ? `exited with code ${code}` : `was ended by ${signal}`);
      });
    });
    this.#child.on("message", onMessage);
    for (const stream of [this.#child.stdout, this.#child.stderr]) readLines(stream, onLine);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Messages to a process that is gone are dropped: {@link exited} reports its end. */
  send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
