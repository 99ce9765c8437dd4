import { randomBytes } from "node:crypto";
import type { Clock, Files, Inspector, Sandboxes } from "../../contract.ts";
import type { IdleWork } from "../idle-work.ts";
import { type AppConfiguration, environmentOf, quotas } from "./configuration.ts";
import { type TriggeredFunction, triggersOf } from "./events.ts";
import { type HostJson, parseHostJson } from "./host-json.ts";
import type { Instance, LogSink, StandbyPool, Started } from "./instance.ts";
import { type Route, routesOf } from "./routes.ts";

export interface ReleaseTools {
  readonly clock: Clock;
  readonly sandboxes: Sandboxes;
  readonly pool: StandbyPool;
  readonly idleWork: IdleWork;
  readonly log: LogSink;
  /** What debuggers of the app attach to. @default debugging is off */
  readonly inspector: Inspector | undefined;
}

/** An instance that runs the release's code, with the address of its HTTP proxy if the app streams. */
export interface Worker {
  readonly instance: Instance;
  readonly proxy: URL | undefined;
  /** How many requests it is handling. */
  requests: number;
}

/** One deployed package with one configuration: its folder, its functions, and the instances that run it. */
export class Release {
  readonly host: HostJson;
  /** Writes a line to the app's logs. */
  readonly log: LogSink;
  readonly #app: AppConfiguration;
  readonly #files: Files;
  readonly #tools: ReleaseTools;
  readonly #workers = new Set<Worker>();
  readonly #waiting: ((worker: Worker | undefined) => void)[] = [];
  #starting = 0;
  #folder: Promise<string> | undefined;
  #isRetired = false;
  #retired: Promise<void> | undefined;
  /** The routes of the functions with HTTP triggers. */
  routes: readonly Route[] = [];
  /** Every function, whatever its trigger. */
  functions: readonly TriggeredFunction[] = [];

  /** @throws Error when host.json is missing or not valid. */
  constructor(app: AppConfiguration, files: Files, tools: ReleaseTools) {
    this.host = parseHostJson(files);
    this.#app = app;
    this.#files = files;
    this.#tools = tools;
    this.log = tools.log;
  }

  /** Starts the first instance and reads the app's functions from it, as the platform does after a deployment. */
  async start(): Promise<void> {
    await this.#scaleOut();
  }

  /**
   * Runs a function for any trigger: waits for a slot on an instance, and ends the instance after the timeout in host.json.
   *
   * @param work - Passes the function to the instance, and resolves when it has ended.
   * @returns The result of the work; `undefined` when no instance starts.
   */
  async run<Result>(name: string, work: (worker: Worker) => Promise<Result>): Promise<Result | undefined> {
    const worker = await this.#acquire();
    if (worker === undefined) return undefined;
    const { functionTimeout: timeout } = this.host;
    const reason = `Timeout value of ${Number(timeout) / 1_000} s exceeded by function 'Functions.${name}'.`;
    // The host continues with another worker: https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/WebScriptHostExceptionHandler.cs
    const overrun = (): void => worker.instance.end(reason, false);
    const cancel = timeout === undefined ? () => undefined : this.#tools.clock.after(timeout, overrun);
    try {
      return await work(worker);
    } finally {
      cancel();
      this.#release(worker);
    }
  }

  /** A slot on an instance, a new one if necessary. Waits at the maximum number of instances; `undefined` when none starts. */
  #acquire(): Promise<Worker | undefined> {
    const { promise, resolve } = Promise.withResolvers<Worker | undefined>();
    this.#waiting.push(resolve);
    this.#serveWaiting();
    if (this.#waiting.length > 0 && this.#workers.size + this.#starting < this.#maximum) void this.#scaleOut();
    return promise;
  }

  /** Frees a slot for the next waiting request. */
  #release(worker: Worker): void {
    worker.requests -= 1;
    this.#serveWaiting();
    if (this.#isRetired) this.#endIdle();
    else if (this.#workers.size > 1) this.#tools.clock.after(quotas.idle, () => this.#scaleIn());
  }

  /** Writes to the app's logs that an invocation has failed. */
  logFailure(name: string, id: string, failure: string): void {
    this.log(`Executed 'Functions.${name}' (Failed, Id=${id}): ${failure}`);
  }

  /** Waits for running requests, then ends the instances and removes the folder. */
  retire(): Promise<void> {
    this.#isRetired = true;
    this.#tools.idleWork.add(this, () => this.#endIdle());
    this.#retired ??= this.#removeWhenEnded();
    return this.#retired;
  }

  /** Ends everything at once. */
  async stop(): Promise<void> {
    for (const { instance } of this.#workers) instance.end("The app is stopped.");
    await this.retire();
  }

  async #removeWhenEnded(): Promise<void> {
    await Promise.all([...this.#workers].map(({ instance }) => instance.ended));
    if (this.#folder !== undefined) await this.#tools.sandboxes.remove(await this.#folder);
  }

  get #maximum(): number {
    // A single one, so that every request stops at a breakpoint.
    if (this.#tools.inspector !== undefined) return 1;
    return Math.min(this.#app.maximumInstances, quotas.localInstances);
  }

  #serveWaiting(): void {
    for (let free = this.#free(); free !== undefined && this.#waiting.length > 0; free = this.#free()) {
      free.requests += 1;
      this.#waiting.shift()?.(free);
    }
  }

  /** The busiest instance that has a free slot, so that the others become idle and end. */
  #free(): Worker | undefined {
    return [...this.#workers]
      .filter(({ instance, requests }) => !instance.isEnding && requests < this.#app.concurrency)
      .sort((a, b) => b.requests - a.requests)[0];
  }

  async #scaleOut(): Promise<void> {
    this.#starting += 1;
    const instance = this.#tools.pool.take();
    const started = await this.#specialize(instance);
    this.#starting -= 1;
    const { idleWork, pool } = this.#tools;
    idleWork.add(pool, () => pool.refill());
    if (started.failure !== undefined || this.#isRetired) {
      instance.end("The app does not run.");
      for (const resolve of this.#waiting.splice(0)) resolve(undefined);
      return;
    }
    this.routes = routesOf(started.functions, this.host.routePrefix);
    this.functions = triggersOf(started.functions);
    this.#add({ instance, proxy: started.proxy, requests: 0 });
  }

  async #specialize(instance: Instance): Promise<Started> {
    this.#folder ??= this.#tools.sandboxes.create(this.#files);
    const folder = await this.#folder;
    const environment = environmentOf(this.#app, randomBytes(32).toString("hex"));
    const { log, inspector } = this.#tools;
    return instance.specialize({ environment, folder, memory: this.#app.memory, log, inspector });
  }

  #add(worker: Worker): void {
    this.#workers.add(worker);
    void worker.instance.ended.then(() => {
      this.#workers.delete(worker);
      // Requests must not wait for an instance that is gone.
      if (this.#waiting.length > 0 && this.#workers.size + this.#starting === 0) void this.#scaleOut();
    });
    this.#serveWaiting();
  }

  #scaleIn(): void {
    const kept = [...this.#workers].filter(({ instance }) => !instance.isEnding);
    const idle = kept.find(({ requests }) => requests === 0);
    if (idle !== undefined && kept.length > 1) idle.instance.end("The instance is not needed.");
  }

  #endIdle(): void {
    for (const { instance, requests } of this.#workers) {
      if (requests === 0) instance.end("The instance has old code.");
    }
  }
}
