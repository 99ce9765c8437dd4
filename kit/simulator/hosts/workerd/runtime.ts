import type { Doors } from "./bindings.ts";
import type { Bodies } from "./bodies.ts";
import { dispatchEntrypoint, edgeName, runtimeWorkers } from "./edge.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { startWorkerd, type WorkerdHost } from "./workerd.ts";

/**
 * How long a Worker may continue unobserved after its response, in milliseconds: what it passes to `waitUntil` may be a write
 * that must not be lost. https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
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

/** One workerd process that runs a fixed set of Workers: another set is another runtime. */
export class Runtime {
  /** The port of the edge. */
  readonly port: number;
  /** The port of the edge for events other than requests. */
  readonly dispatchPort: number;
  /** The port of the inspector, which has each Worker at the path of its id. @default debugging is off */
  readonly inspectorPort: number | undefined;
  /** The ids of the Workers that it runs. */
  readonly workers: ReadonlySet<string>;
  /** Whether it may have files open that other runtimes use too: those of its Workers' stores. */
  readonly hasStores: boolean;
  /** Resolves when its process is gone, by {@link stop} or by itself. */
  readonly exited: Promise<unknown>;
  readonly #end: () => Promise<void>;
  /** Requests and events under way. */
  #active = 0;
  /** When the last one ended. */
  #idleSince = Number.NEGATIVE_INFINITY;
  #onIdle: () => void = () => {};

  private constructor(
    { port, dispatchPort, inspectorPort }: Pick<Runtime, "port" | "dispatchPort" | "inspectorPort">,
    workers: readonly WorkerSettings[],
    { exited, end }: { readonly exited: Promise<unknown>; end(): Promise<void> },
  ) {
    this.port = port;
    this.dispatchPort = dispatchPort;
    this.inspectorPort = inspectorPort;
    this.workers = new Set(workers.map(({ account, name }) => workerId(account, name)));
    this.hasStores = workers.some(hasStores);
    this.exited = exited;
    this.#end = end;
  }

  /** @throws Error with workerd's message when one of the Workers cannot be loaded. */
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

  /** Runs work, such as a request or an event, that {@link idle} waits for. */
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

  /** Resolves when nothing is in progress or likely to continue after a response. Nothing new may begin then. */
  async idle(): Promise<void> {
    if (this.#active > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    const left = this.#idleSince + aftermath - performance.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  }

  /** Ends it at once, including requests in progress. */
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
