import type { Readable } from "node:stream";
import type { Miniflare, MiniflareOptions } from "miniflare";
import type { World } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import type { Bodies } from "./bodies.ts";
import { dispatchEntrypoint, edgeName, runtimeWorkers } from "./edge.ts";
import type { Producers } from "./producers.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { watchChildren } from "./watch-children.ts";

/** How long to wait for the reason of a failed start, in milliseconds. */
const lastWords = 500;

/**
 * How long a Worker may continue unobserved after its response, in milliseconds: what it passes to `waitUntil` may be a write
 * that must not be lost. https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
 */
const aftermath = 500;

/** What a runtime needs from the host. */
export interface RuntimeHost {
  readonly sandboxes: World["sandboxes"];
  readonly folders: World["folders"];
  readonly guard: Guard;
  /** Serves the bodies of requests to the edge. */
  readonly bodies: Bodies;
  /** Receives what bindings to queues send. */
  readonly producers: Producers;
  /** Receives the events of the Tail Worker, as JSON. */
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
  readonly exited: Promise<void>;
  readonly #end: () => Promise<void>;
  #ended: Promise<void> | undefined;
  /** The number of requests and events in progress. */
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

  /** @throws Error with workerd's message when one of the Workers cannot be loaded. */
  static async start(workers: readonly WorkerSettings[], host: RuntimeHost): Promise<Runtime> {
    // Loaded here, because it takes a third of a second and 70 MB, which only deployed Workers need.
    const { Log, LogLevel, Miniflare, supportedCompatibilityDate } = await import("miniflare");
    const folder = await host.sandboxes.create(new Map());
    const said = new ErrorOutput();
    const children = watchChildren(host.guard);
    const miniflare = new Miniflare({
      ...settingsOf(folder, await host.folders.open("cloudflare")),
      ...(host.isInspected ? { inspectorPort: 0 } : {}),
      log: new Log(LogLevel.NONE),
      // Logs of requests come from the Tail Worker. Other output is written while Workers are loaded.
      handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
        stdout.resume();
        said.listen(stderr);
      },
      workers: [...runtimeWorkers(workers, supportedCompatibilityDate, host)],
    });
    const end = (): Promise<void> => dispose(miniflare).finally(() => host.sandboxes.remove(folder));
    try {
      await miniflare.ready;
      const port = portOf(await miniflare.unsafeGetDirectURL(edgeName));
      const dispatchPort = portOf(await miniflare.unsafeGetDirectURL(edgeName, dispatchEntrypoint));
      const inspectorPort = host.isInspected ? portOf(await miniflare.getInspectorURL()) : undefined;
      return new Runtime({ port, dispatchPort, inspectorPort }, workers, { exited: children.exited, end });
    } catch (cause) {
      const reason = await said.text();
      await end();
      throw new Error(reason, { cause });
    } finally {
      children.stop();
    }
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
    this.#ended ??= this.#end();
    return this.#ended;
  }
}

function hasStores({ stores = {} }: WorkerSettings): boolean {
  return Object.values(stores).some((bindings) => Object.keys(bindings).length > 0);
}

function portOf({ port }: URL): number {
  return Number(port);
}

/**
 * @param folder - Deleted with the runtime.
 * @param kept - Kept for the next runtime.
 */
function settingsOf(folder: string, kept: string) {
  return {
    host: "127.0.0.1",
    port: 0,
    // Without it, Miniflare asks the network where this machine is.
    cf: false,
    telemetry: { enabled: false },
    // The data of bindings, with a folder for each kind.
    defaultPersistRoot: kept,
    // Cloudflare may evict cached data at any time. Miniflare's own folder for it would be left when the simulator is killed.
    cachePersist: folder,
  } as const satisfies Partial<MiniflareOptions>;
}

/** A Miniflare whose start failed must be disposed of too, but then throws the same error once more. */
async function dispose(miniflare: Miniflare): Promise<void> {
  await Promise.allSettled([miniflare.dispose()]);
}

/** The standard error output of workerd, up to a few kilobytes. */
class ErrorOutput {
  #text = "";
  readonly #ended = Promise.withResolvers<void>();

  listen(stderr: Readable): void {
    const add = (text: string): void => {
      this.#text = (this.#text + text).slice(0, 10_000);
    };
    stderr.setEncoding("utf8").on("data", add).once("end", this.#ended.resolve);
  }

  /** workerd ends when it cannot load a Worker, and its output may still be on its way. */
  async text(): Promise<string> {
    await Promise.race([this.#ended.promise, new Promise((resolve) => setTimeout(resolve, lastWords))]);
    return this.#text.trim();
  }
}
