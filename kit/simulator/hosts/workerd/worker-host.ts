import type { IncomingMessage, ServerResponse } from "node:http";
import { CloudError, type World } from "../../contract.ts";
import { Guard } from "../guard.ts";
import { patientClock } from "../inspected.ts";
import { Leisure } from "../leisure.ts";
import { type Answer, give, malformed, nothingHere, tooLarge } from "./answers.ts";
import { Bodies, isTooLarge } from "./bodies.ts";
import { forward, isWellFormed } from "./forward.ts";
import { Runtime, type RuntimeHost } from "./runtime.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { toLines } from "./tail.ts";

/** How long requests of an old version may take to end. https://developers.cloudflare.com/workers/platform/limits/#duration */
const grace = 30_000;

/** A change that waits for the next runtime: a Worker's new version, or its end. */
interface Change {
  readonly id: string;
  readonly settings: WorkerSettings | undefined;
  readonly settle: (error?: unknown) => void;
}

type WorkerWorld = Pick<World, "logs" | "clock" | "sandboxes" | "inspectors">;

type Workers = ReadonlyMap<string, WorkerSettings>;

/**
 * Runs every deployed Worker in one workerd process. A change starts a second process with the changed set, which takes
 * over when it runs; requests under way end in the first. Changes that come together are made together.
 */
export class WorkerHost {
  readonly #world: WorkerWorld;
  readonly #guard = new Guard();
  readonly #leisure: Leisure;
  readonly #retiring = new Set<Runtime>();
  #workers: Workers = new Map();
  #runtime: Runtime | undefined;
  #bodies: Bodies | undefined;
  #waiting: Change[] = [];
  #changing: Promise<void> | undefined;

  constructor(world: WorkerWorld) {
    this.#world = world;
    this.#leisure = new Leisure(world.clock);
  }

  /** The version of a Worker that runs, or is about to. */
  current(id: string): WorkerSettings | undefined {
    return this.#waiting.findLast((change) => change.id === id)?.settings ?? this.#workers.get(id);
  }

  /**
   * Uploads a version of a Worker. Resolves when it serves.
   * @throws CloudError `10021` when it cannot be loaded; what served before still does.
   */
  deploy(settings: WorkerSettings): Promise<void> {
    return this.#change(workerId(settings.account, settings.name), settings);
  }

  /** Takes a Worker away. */
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
    if (this.#runtime === undefined && this.#workers.has(id)) this.#startWork();
    if (this.#runtime?.workers.has(id) !== true) await this.#changing;
    const runtime = this.#runtime;
    const bodies = this.#bodies;
    if (bodies === undefined || runtime?.workers.has(id) !== true) return refuse(nothingHere, request, response);
    runtime.active += 1;
    try {
      await forward(request, response, { port: runtime.port, worker: id, host }, bodies);
    } finally {
      runtime.active -= 1;
      runtime.onIdle();
    }
  }

  async stop(): Promise<void> {
    await this.#changing;
    const running = [this.#runtime, ...this.#retiring];
    this.#runtime = undefined;
    await Promise.all(running.map((runtime) => runtime?.stop()));
    this.#leisure.finish();
    this.#bodies?.close();
    this.#guard.stop();
  }

  #change(id: string, settings: WorkerSettings | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: unknown): void => (error === undefined ? resolve() : reject(error));
      this.#waiting.push({ id, settings, settle });
      this.#startWork();
    });
  }

  /** Makes the changes that wait. Without any it starts the same Workers again, after their process was killed. */
  #startWork(): void {
    this.#changing ??= this.#work().finally(() => {
      this.#changing = undefined;
    });
  }

  async #work(): Promise<void> {
    // An engine deploys what does not depend on each other at once: this lets it ask for all of it first.
    await new Promise((resolve) => setImmediate(resolve));
    do await this.#make(this.#waiting.splice(0));
    while (this.#waiting.length > 0);
  }

  /** Makes changes together; when that fails, one by one, to find out which of them is wrong. */
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
    const before = this.#runtime;
    this.#runtime =
      workers.size === 0 ? undefined : await Runtime.start([...workers.values()], await this.#runtimeHost());
    await this.#inspect(workers);
    this.#workers = workers;
    if (before !== undefined) this.#retire(before);
    const runtime = this.#runtime;
    void runtime?.exited.then(() => {
      // One that is replaced has ended as it should.
      if (this.#runtime === runtime) this.#runtime = undefined;
    });
  }

  /** Leads debuggers to the runtime that serves now. */
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
    const { sandboxes, logs, inspectors } = this.#world;
    const onTail = (text: string): void => {
      for (const line of toLines(text)) logs.append(line);
    };
    return { sandboxes, guard: this.#guard, bodies: this.#bodies, onTail, isInspected: inspectors.wanted };
  }

  /** Stops a runtime when its last request has ended, or the grace period has. */
  #retire(runtime: Runtime): void {
    const { promise: idle, resolve } = Promise.withResolvers<void>();
    const { clock, inspectors } = this.#world;
    const cancel = patientClock(clock, inspectors.wanted).after(grace, resolve);
    runtime.onIdle = () => {
      if (runtime.active === 0) resolve();
    };
    runtime.onIdle();
    this.#retiring.add(runtime);
    const end = async (): Promise<void> => {
      await runtime.stop();
      this.#retiring.delete(runtime);
    };
    void idle.then(() => {
      cancel();
      this.#leisure.add(runtime, () => void end());
    });
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

function refuse(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  give(answer, response);
}
