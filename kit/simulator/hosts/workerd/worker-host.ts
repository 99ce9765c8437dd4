import type { IncomingMessage, ServerResponse } from "node:http";
import { CloudError, type World } from "../../contract.ts";
import { Guard } from "../guard.ts";
import { IdleWork } from "../idle-work.ts";
import { patientClock } from "../inspected.ts";
import { type ErrorResponse, malformed, nothingHere, sendAnswer, tooLarge } from "./answers.ts";
import { Bodies, isTooLarge } from "./bodies.ts";
import { type DatabaseBroker, DatabaseDoor } from "./d1/door.ts";
import { type DispatchResult, dispatch, type WorkerEvent } from "./dispatch.ts";
import { forward, isWellFormed } from "./forward.ts";
import { Producers, type QueueBroker } from "./producers.ts";
import { Runtime, type RuntimeHost } from "./runtime.ts";
import { type SecretBroker, SecretDoor } from "./secrets/door.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { toLines } from "./tail.ts";

/** How long requests on an old version may take to finish. https://developers.cloudflare.com/workers/platform/limits/#duration */
const grace = 30_000;
/** The same when requests to the new version wait for them, because both have stores. */
const graceWithStores = 5_000;

/** A change that waits for the next runtime: a Worker's new version, or its removal. */
interface Change {
  readonly id: string;
  readonly settings: WorkerSettings | undefined;
  readonly settle: (error?: unknown) => void;
}

type WorkerWorld = Pick<World, "logs" | "clock" | "sandboxes" | "folders" | "inspectors" | "faults">;

/** What answers what bindings call. */
export interface Brokers {
  readonly queues: QueueBroker;
  readonly databases: DatabaseBroker;
  readonly secrets: SecretBroker;
}

type Workers = ReadonlyMap<string, WorkerSettings>;

/**
 * Runs every deployed Worker in one workerd process. A change starts a second process with the changed set, which takes over
 * when it runs; requests in progress finish in the first. Simultaneous changes are made together.
 */
export class WorkerHost {
  readonly #world: WorkerWorld;
  readonly #brokers: Brokers;
  readonly #guard = new Guard();
  readonly #idleWork: IdleWork;
  /** Runtimes that are only finishing requests, and when each has ended. */
  readonly #retiring = new Map<Runtime, Promise<void>>();
  #workers: Workers = new Map();
  #runtime: Runtime | undefined;
  #bodies: Bodies | undefined;
  #producers: Producers | undefined;
  #databases: DatabaseDoor | undefined;
  #secrets: SecretDoor | undefined;
  #waiting: Change[] = [];
  #changing: Promise<void> | undefined;

  constructor(world: WorkerWorld, brokers: Brokers) {
    this.#world = world;
    this.#brokers = brokers;
    this.#idleWork = new IdleWork(world.clock);
  }

  /** The version of a Worker that is running, or about to. */
  current(id: string): WorkerSettings | undefined {
    return this.#waiting.findLast((change) => change.id === id)?.settings ?? this.#workers.get(id);
  }

  /**
   * Uploads a version of a Worker. Resolves when it serves.
   * @throws CloudError `10021` when it cannot be loaded: the old version keeps serving.
   */
  deploy(settings: WorkerSettings): Promise<void> {
    return this.#change(workerId(settings.account, settings.name), settings);
  }

  /** Removes a Worker. */
  remove(id: string): Promise<void> {
    return this.#workers.has(id) || this.current(id) !== undefined ? this.#change(id, undefined) : Promise.resolve();
  }

  /**
   * Answers a request with a Worker.
   * @param host - The host name that the Worker sees.
   */
  async serve(id: string, host: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isTooLarge(request)) return refuse(tooLarge, request, response);
    if (!isWellFormed(request, host)) return refuse(malformed, request, response);
    const runtime = await this.#runtimeWith(id);
    const bodies = this.#bodies;
    if (bodies === undefined || runtime === undefined) return refuse(nothingHere, request, response);
    await runtime.during(() => forward(request, response, { port: runtime.port, worker: id, host }, bodies));
  }

  /** Passes an event other than a request to a Worker: its cron trigger is due, or its queue has messages. */
  async dispatch(id: string, event: WorkerEvent): Promise<DispatchResult> {
    const runtime = await this.#runtimeWith(id);
    if (runtime === undefined) return { ok: false, failure: `The Worker ${id} does not run.`, noRetry: false };
    const { clock, inspectors } = this.#world;
    const target = { port: runtime.dispatchPort, worker: id };
    return runtime.during(() => dispatch(event, target, patientClock(clock, inspectors.wanted)));
  }

  async stop(): Promise<void> {
    await this.#changing;
    const running = [this.#runtime, ...this.#retiring.keys()];
    this.#runtime = undefined;
    await Promise.all(running.map((runtime) => runtime?.stop()));
    this.#idleWork.finish();
    this.#bodies?.close();
    this.#producers?.close();
    this.#databases?.close();
    this.#secrets?.close();
    this.#guard.stop();
  }

  /** The runtime of a Worker, after the changes in progress. */
  async #runtimeWith(id: string): Promise<Runtime | undefined> {
    if (this.#runtime === undefined && this.#workers.has(id)) this.#startWork();
    if (this.#runtime?.workers.has(id) !== true) await this.#changing;
    return this.#runtime?.workers.has(id) === true ? this.#runtime : undefined;
  }

  #change(id: string, settings: WorkerSettings | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ id, settings, settle });
      this.#startWork();
    });
  }

  /** Makes the waiting changes. Without any, it restarts the same Workers after their process was killed. */
  #startWork(): void {
    this.#changing ??= this.#work().finally(() => {
      this.#changing = undefined;
    });
  }

  async #work(): Promise<void> {
    // An engine deploys independent resources concurrently: this collects their changes first.
    await new Promise((resolve) => setImmediate(resolve));
    do await this.#make(this.#waiting.splice(0));
    while (this.#waiting.length > 0);
  }

  /** Makes changes together; if that fails, one by one, to find out which of them is at fault. */
  async #make(changes: readonly Change[]): Promise<void> {
    try {
      await this.#switchTo(changed(this.#workers, changes));
      for (const { settle } of changes) settle();
    } catch (error) {
      const [only, ...others] = changes;
      if (only === undefined) this.#report(error);
      else if (others.length === 0) only.settle(invalid(error));
      else for (const change of changes) await this.#make([change]);
    }
  }

  async #switchTo(workers: Workers): Promise<void> {
    const next = workers.size === 0 ? undefined : await Runtime.start([...workers.values()], await this.#runtimeHost());
    const before = this.#runtime;
    // While no runtime is set, requests wait until this change is made.
    this.#runtime = next?.hasStores === true ? undefined : next;
    if (before !== undefined) this.#retire(before);
    if (next?.hasStores === true) await this.#storesReleased();
    this.#runtime = next;
    await this.#inspect(workers);
    this.#workers = workers;
    void next?.exited.then(() => {
      // A runtime that was replaced ended as it should. One that was killed leaves its surroundings behind.
      if (this.#runtime === next) this.#runtime = undefined;
      void next.stop();
    });
  }

  /**
   * Resolves when no old runtime has files open that the next one opens with its first request. Stores are SQLite files,
   * and workerd, which expects to be the only user of them, does not wait for another's lock: concurrent writes of two runtimes
   * often fail with SQLITE_BUSY. https://github.com/cloudflare/workers-sdk/pull/14449
   * Ending a process loses nothing that it has acknowledged: that is in the file, or in its write-ahead log.
   */
  async #storesReleased(): Promise<void> {
    const holders = [...this.#retiring].filter(([runtime]) => runtime.hasStores);
    await Promise.all(holders.map(([, gone]) => gone));
  }

  /** Sends debuggers to the runtime that is serving. */
  async #inspect(workers: Workers): Promise<void> {
    const { inspectors } = this.#world;
    const port = this.#runtime?.inspectorPort;
    for (const [id, { name }] of workers) {
      const inspector = inspectors.open({ cloud: "cloudflare", key: id, name });
      if (port !== undefined) inspector?.follow({ port, path: `/${id}` });
    }
    const gone = [...this.#workers.keys()].filter((id) => !workers.has(id));
    await Promise.all(gone.map((id) => inspectors.close(id)));
  }

  #report(error: unknown): void {
    const { logs, clock } = this.#world;
    const text = `The Workers cannot be started again: ${error}`;
    logs.append({ cloud: "cloudflare", group: "workerd", time: clock.now(), text });
  }

  async #runtimeHost(): Promise<RuntimeHost> {
    this.#bodies ??= await Bodies.open();
    const { sandboxes, folders, logs, inspectors, faults } = this.#world;
    this.#producers ??= await Producers.open(this.#brokers.queues, faults);
    this.#databases ??= await DatabaseDoor.open(this.#brokers.databases, faults);
    this.#secrets ??= await SecretDoor.open(this.#brokers.secrets, faults);
    const onTail = (text: string): void => {
      for (const line of toLines(text)) logs.append(line);
    };
    const doors = {
      queues: this.#producers.address,
      databases: this.#databases.address,
      secrets: this.#secrets.address,
    };
    const isInspected = inspectors.wanted;
    return { sandboxes, folders, guard: this.#guard, bodies: this.#bodies, doors, onTail, isInspected };
  }

  /** Stops a runtime when its last request or the grace period has ended: at once if its stores are needed. */
  #retire(runtime: Runtime): void {
    const { clock, inspectors } = this.#world;
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const cancel = runtime.hasStores
      ? clock.after(graceWithStores, resolve)
      : patientClock(clock, inspectors.wanted).after(grace, resolve);
    const end = async (): Promise<void> => {
      await Promise.race([runtime.idle(), late]);
      cancel();
      if (!runtime.hasStores) await new Promise<void>((resolve) => this.#idleWork.add(runtime, resolve));
      await runtime.stop();
      this.#retiring.delete(runtime);
    };
    this.#retiring.set(runtime, end());
  }
}

function changed(workers: Workers, changes: readonly Change[]): Workers {
  const next = new Map(workers);
  for (const { id, settings } of changes) {
    if (settings === undefined) next.delete(id);
    else next.set(id, settings);
  }
  return next;
}

/** https://developers.cloudflare.com/workers/observability/errors/#validation-errors-10021 */
function invalid(error: unknown): CloudError {
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new CloudError("10021", message.replace(/^service core:user:\S+: /, "")), { cause: error });
}

function refuse(answer: ErrorResponse, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  sendAnswer(answer, response);
}
