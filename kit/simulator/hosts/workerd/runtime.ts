import type { Readable } from "node:stream";
import type { Miniflare, MiniflareOptions } from "miniflare";
import type { World } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import type { Bodies } from "./bodies.ts";
import { dispatchEntrypoint, edgeName, runtimeWorkers } from "./edge.ts";
import type { Producers } from "./producers.ts";
import { type WorkerSettings, workerId } from "./settings.ts";
import { watchChildren } from "./watch-children.ts";

/** How long the reason of a failed start may take, in milliseconds. */
const lastWords = 500;

/**
 * How long a Worker may go on after its answer without being seen to, in milliseconds: what it gives `waitUntil` may be a
 * write that must not be lost. https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil
 */
const aftermath = 500;

/** What a runtime needs of the host. */
export interface RuntimeHost {
  readonly sandboxes: World["sandboxes"];
  readonly folders: World["folders"];
  readonly guard: Guard;
  /** Where the edge fetches the bodies of requests. */
  readonly bodies: Bodies;
  /** Where bindings to queues lead. */
  readonly producers: Producers;
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
  #ended: Promise<void> | undefined;
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
    // Loaded here, because it takes a third of a second and 70 MB that only a deployed Worker is worth.
    const { Log, LogLevel, Miniflare, supportedCompatibilityDate } = await import("miniflare");
    const folder = await host.sandboxes.create(new Map());
    const said = new LastWords();
    const children = watchChildren(host.guard);
    const miniflare = new Miniflare({
      ...settingsOf(folder, await host.folders.open("cloudflare")),
      ...(host.isInspected ? { inspectorPort: 0 } : {}),
      log: new Log(LogLevel.NONE),
      // Logs of requests come over the Tail Worker. What is left is said while Workers are loaded.
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
 * @param folder - Goes with the runtime.
 * @param kept - Stays for the next one.
 */
function settingsOf(folder: string, kept: string) {
  return {
    host: "127.0.0.1",
    port: 0,
    // Without it, Miniflare asks the network where this machine is.
    cf: false,
    telemetry: { enabled: false },
    // What bindings store, each kind of it in a folder of its own.
    defaultPersistRoot: kept,
    // Cloudflare may drop what is cached at any time. Miniflare's own folder for it would stay when the simulator is killed.
    cachePersist: folder,
  } as const satisfies Partial<MiniflareOptions>;
}

/** A Miniflare whose start failed cleans up as well, but then fails once more with the error that is known already. */
async function dispose(miniflare: Miniflare): Promise<void> {
  await Promise.allSettled([miniflare.dispose()]);
}

/** What workerd writes to standard error, up to some kilobytes. */
class LastWords {
  #text = "";
  readonly #ended = Promise.withResolvers<void>();

  listen(stderr: Readable): void {
    const add = (text: string): void => {
      this.#text = (this.#text + text).slice(0, 10_000);
    };
    stderr.setEncoding("utf8").on("data", add).once("end", this.#ended.resolve);
  }

  /** workerd ends when it cannot load a Worker, and what it said of it may still be on its way. */
  async text(): Promise<string> {
    await Promise.race([this.#ended.promise, new Promise((resolve) => setTimeout(resolve, lastWords))]);
    return this.#text.trim();
  }
}
