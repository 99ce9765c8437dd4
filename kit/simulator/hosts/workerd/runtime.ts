import type { Doors } from "./bindings.ts";
import type { Bodies } from "./bodies.ts";
import { dispatchEntrypoint, edgeName, runtimeWorkers } from "./edge.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { startWorkerd, type WorkerdHost } from "./workerd.ts";

/**
 * How long a Worker may go on after its answer without being seen to, in milliseconds: what it gives `waitUntil` may be a
 * write that must not be lost. https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
 */
const aftermath = 500;

/** What a runtime needs of the host. */
export interface RuntimeHost extends WorkerdHost {
  /** Where the edge fetches the bodies of requests. */
  readonly bodies: Bodies;
  /** Where bindings to queues and databases lead. */
  readonly doors: Doors;
  /** Is given what the Tail Worker got of some invocations, as JSON. */
  onTail(text: string): void;
  /** Whether Workers can be debugged. */
  readonly isInspected: boolean;
}

/** One workerd process that runs a set of Workers. It never changes: another set is another runtime. */
export class Runtime {
  /** Where the edge listens. */
  readonly port: number;
  /** Where the edge listens for events that are no requests. */
  readonly dispatchPort: number;
  /** Where its Workers can be debugged, each at the path that is its id. @default they cannot */
  readonly inspectorPort: number | undefined;
  /** The ids of the Workers that it runs. */
  readonly workers: ReadonlySet<string>;
  /** Whether it may have open what other runtimes open too: the files of its Workers' stores. */
  readonly hasStores: boolean;
  /** Resolves when its process is gone, by {@link stop} or by itself. */
  readonly exited: Promise<void>;
  readonly #end: () => Promise<void>;
  /** Requests and events under way. */
  #active = 0;
  /** When the last one ended. */
  #idleSince = Number.NEGATIVE_INFINITY;
  #onIdle: () => void = () => {};

  private constructor(
    { port, dispatchPort, inspectorPort }: Pick<Runtime, "port" | "dispatchPort" | "inspectorPort">,
    workers: readonly WorkerSettings[],
    { exited, end }: { readonly exited: Promise<void>; end(): Promise<void> },
  ) {
    this.port = port;
    this.dispatchPort = dispatchPort;
    this.inspectorPort = inspectorPort;
    this.workers = new Set(workers.map(({ account, name }) => workerId(account, name)));
    this.hasStores = workers.some(hasStores);
    this.exited = exited;
    this.#end = end;
  }

  /** @throws Error with what workerd says when one of the Workers cannot be loaded. */
  static async start(workers: readonly WorkerSettings[], host: RuntimeHost): Promise<Runtime> {
    const { miniflare, exited, end } = await startWorkerd(host, (newestDate) => ({
      ...(host.isInspected ? { inspectorPort: 0 } : {}),
      workers: runtimeWorkers(workers, newestDate, host),
    }));
    const port = portOf(await miniflare.unsafeGetDirectURL(edgeName));
    const dispatchPort = portOf(await miniflare.unsafeGetDirectURL(edgeName, dispatchEntrypoint));
    const inspectorPort = host.isInspected ? portOf(await miniflare.getInspectorURL()) : undefined;
    return new Runtime({ port, dispatchPort, inspectorPort }, workers, { exited, end });
  }

  /** Does a request or hands over an event, which {@link idle} waits for. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#active += 1;
    try {
      return await work();
    } finally {
      this.#active -= 1;
      this.#idleSince = performance.now();
      if (this.#active === 0) this.#onIdle();
    }
  }

  /** Resolves when nothing is under way, nor likely to go on after it. Then nothing new may begin. */
  async idle(): Promise<void> {
    if (this.#active > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    const left = this.#idleSince + aftermath - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** Ends it at once, also requests that are under way. */
  stop(): Promise<void> {
    return this.#end();
  }
}

function hasStores({ stores = {} }: WorkerSettings): boolean {
  return Object.values(stores).some((bindings) => Object.keys(bindings).length > 0);
}

export function portOf({ port }: URL): number {
  return Number(port);
}
