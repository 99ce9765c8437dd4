import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readLines } from "../lines.ts";

const script = fileURLToPath(new URL("./worker/main.mjs", import.meta.url));

/** A function as the app registered it: name, and bindings of which one is the trigger. */
export interface RegisteredFunction {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retry?: RetryOptions;
}

/** How often a function is tried again. https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies */
export interface RetryOptions {
  readonly maxRetryCount: number;
  readonly retryStrategy: "fixedDelay" | "exponentialBackoff";
  readonly delayInterval?: { readonly seconds: number };
  readonly minimumInterval?: { readonly seconds: number };
  readonly maximumInterval?: { readonly seconds: number };
}

/** What a function is told that runs again. */
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
  /** What triggers of other kinds say. */
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

/** What the host tells a worker. */
export type ToWorker =
  | {
      readonly type: "specialize";
      readonly environment: Readonly<Record<string, string>>;
      readonly folder: string;
      /** Whether it can be debugged. It then tells where. */
      readonly inspect: boolean;
    }
  | {
      readonly type: "invoke";
      readonly id: string;
      readonly name: string;
      readonly inputs: readonly { readonly name: string; readonly data: TypedData }[];
      readonly triggerMetadata: Readonly<Record<string, TypedData>>;
      /** @default this is the first attempt */
      readonly retryContext?: RetryContext;
    };

/** What a worker tells the host. */
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
   * A file with a certificate to trust, as PEM: that of what services answer here.
   * https://nodejs.org/api/cli.html#node_extra_ca_certsfile
   * @default only certificates that Node trusts anyway
   */
  readonly trusted?: string;
}

/**
 * Starts a process that stands by for an app. It gets nothing of the simulator's environment. It ends by itself when the
 * line to the simulator closes, and with the simulator's process group otherwise.
 */
export class WorkerProcess {
  readonly #child: ChildProcess;
  /** Resolves when the process is gone, with a description of how. */
  readonly exited: Promise<string>;

  constructor(
    { flags, trusted }: WorkerOptions,
    onMessage: (message: FromWorker) => void,
    onLine: (line: string) => void,
  ) {
    this.#child = spawn(process.execPath, [...flags, script], {
      // Node reads it as it starts; the app does not get to see it.
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

  /** A process that is gone takes no messages: its end is told by {@link exited}. */
  send(message: ToWorker): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
