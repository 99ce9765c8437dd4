import { randomUUID } from "node:crypto";
import type { Clock, Inspector } from "../../contract.ts";
import { patientClock, targetAt } from "../inspected.ts";
import { residentMemory } from "../memory.ts";
import {
  type FromWorker,
  type RegisteredFunction,
  type ToWorker,
  type TypedData,
  type WorkerOptions,
  WorkerProcess,
} from "./worker-process.ts";

/** How often the memory of a busy instance is checked, in milliseconds. */
const memoryInterval = 50;

/** "There's a 30-second time-out for app initialization." https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations */
const startTimeout = 30_000;

/** The result of starting an app: its functions, or why there are none. */
export interface Started {
  readonly functions: readonly RegisteredFunction[];
  /** The address of the app's HTTP proxy, if it streams. */
  readonly proxy?: URL;
  readonly failure?: string;
}

/** How an invocation ended. `failure` is for the logs, never for the caller. */
export type WorkerResult =
  | { readonly returned: TypedData | undefined; readonly isEmpty: boolean }
  | {
      readonly failure: string;
      /** Whether the instance is gone together with its host, so that nothing gives back the locks it held. @default false */
      readonly isLost?: boolean;
    };

/** Writes a line to an app's logs, from its code or from the host. */
export type LogSink = (text: string) => void;

export interface Specialization {
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** How much memory it may use before it is ended, in megabytes. */
  readonly memory: number;
  readonly log: LogSink;
  /** What debuggers of the app attach to. @default debugging is off */
  readonly inspector: Inspector | undefined;
}

/** One instance of a function app: a process that runs several invocations at a time. */
export class Instance {
  readonly #clock: Clock;
  readonly #process: WorkerProcess;
  readonly #pending = new Map<string, (outcome: WorkerResult) => void>();
  readonly #started = Promise.withResolvers<Started>();
  #log: LogSink = () => undefined;
  #inspector: Inspector | undefined;
  #memory = Number.POSITIVE_INFINITY;
  #poll: NodeJS.Timeout | undefined;
  #ending: string | undefined;
  #isGone = false;
  /**
   * A host notices when its worker ends by itself, and fails the worker's invocations:
   * https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.Grpc/Channel/GrpcWorkerChannel.cs (TryFailExecutions)
   */
  #isLost = false;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;

  constructor(clock: Clock, options: WorkerOptions) {
    this.#clock = clock;
    this.#process = new WorkerProcess(
      options,
      (message) => this.#received(message),
      (line) => this.#log(line),
    );
    this.ended = this.#process.exited.then((how) => this.#exited(how));
  }

  /** Whether it runs nothing more: its process has ended, or was told to. */
  get isEnding(): boolean {
    return this.#isGone || this.#ending !== undefined;
  }

  /** Makes this an instance of an app. Resolves with its functions, or with the reason why there are none. */
  specialize({ environment, folder, memory, log, inspector }: Specialization): Promise<Started> {
    this.#log = log;
    this.#memory = memory;
    this.#inspector = inspector;
    this.#process.send({ type: "specialize", environment, folder, inspect: inspector !== undefined });
    const clock = patientClock(this.#clock, inspector !== undefined);
    const cancel = clock.after(startTimeout, () => this.end("The app did not start within 30 seconds."));
    return this.#started.promise.finally(cancel);
  }

  /** Runs a function. `id` lets a streaming app connect the call with the HTTP request that belongs to it. */
  invoke(
    call: Omit<Extract<ToWorker, { type: "invoke" }>, "type" | "id">,
    id: string = randomUUID(),
  ): Promise<WorkerResult> {
    if (this.#isGone) return Promise.resolve({ failure: "The worker process is gone.", isLost: true });
    const { promise, resolve } = Promise.withResolvers<WorkerResult>();
    this.#pending.set(id, resolve);
    this.#process.send({ type: "invoke", id, ...call });
    this.#poll ??= setInterval(() => this.#checkMemory(), memoryInterval);
    return promise;
  }

  /**
   * Ends the process at once; its invocations fail for this reason.
   *
   * @param isLost - Whether the instance's host ends with it, and not only the worker.
   */
  end(reason: string, isLost = true): void {
    this.#isLost = isLost;
    this.#ending ??= reason;
    this.#process.kill();
  }

  #received(message: FromWorker): void {
    switch (message.type) {
      case "inspected":
        this.#inspector?.follow(targetAt(message.address));
        break;
      case "ready":
        this.#started.resolve({
          functions: message.functions,
          ...(message.proxy === undefined ? {} : { proxy: new URL(message.proxy) }),
        });
        break;
      case "failed":
        this.#log(`Worker was unable to load the app: ${message.message}`);
        this.#started.resolve({ functions: [], failure: message.message });
        break;
      case "result":
        this.#settle(message.id, outcomeOf(message));
        break;
      case "log":
        // Debug lines of the library itself are not kept in an app's logs.
        if (message.category === "user" || message.level !== "debug") this.#log(message.message);
        break;
    }
  }

  #settle(id: string, outcome: WorkerResult): void {
    const resolve = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#stopWatching();
    resolve?.(outcome);
  }

  #checkMemory(): void {
    const used = this.#process.pid === undefined ? undefined : residentMemory(this.#process.pid);
    if (used === undefined || used <= this.#memory) return;
    this.end(`The instance used ${Math.round(used)} MB of memory; it has ${this.#memory} MB.`);
  }

  #stopWatching(): void {
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  #exited(how: string): void {
    this.#isGone = true;
    this.#stopWatching();
    const failure = this.#ending ?? `The worker process ${how}.`;
    for (const resolve of this.#pending.values()) resolve({ failure, isLost: this.#isLost });
    this.#pending.clear();
    this.#started.resolve({ functions: [], failure });
  }
}

function outcomeOf({ error, returned, isEmpty }: Extract<FromWorker, { type: "result" }>): WorkerResult {
  return error === undefined ? { returned: returned ?? undefined, isEmpty: isEmpty ?? false } : { failure: error };
}

/**
 * Keeps one process started in advance, so that an app does not have to wait for Node to start. Azure does the same
 * with its placeholder instances.
 */
export class StandbyPool {
  readonly #clock: Clock;
  readonly #options: WorkerOptions;
  readonly #instances = new Set<Instance>();
  #next: Instance | undefined;

  constructor(clock: Clock, options: WorkerOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** A process without an app. */
  take(): Instance {
    const taken = this.#next ?? this.#start();
    this.#next = undefined;
    return taken;
  }

  /** Starts the next process, unless one is standing by. Called when the machine has nothing more urgent to do. */
  refill(): void {
    this.#next ??= this.#start();
  }

  async stop(): Promise<void> {
    const all = [...this.#instances];
    for (const instance of all) instance.end("The simulator stops.");
    await Promise.all(all.map((instance) => instance.ended));
  }

  #start(): Instance {
    const instance = new Instance(this.#clock, this.#options);
    this.#instances.add(instance);
    void instance.ended.then(() => {
      this.#instances.delete(instance);
      if (this.#next === instance) this.#next = undefined;
    });
    return instance;
  }
}
