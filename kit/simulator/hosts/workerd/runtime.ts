import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Readable } from "node:stream";
import type { Miniflare } from "miniflare";
import type { Guard } from "../lambda/guard.ts";
import { edgeName, runtimeWorkers } from "./edge.ts";
import { type WorkerSettings, workerId } from "./settings.ts";

/** How long the reason of a failed start may take, in milliseconds. */
const lastWords = 500;

/** What a runtime tells of the Workers it runs: what the Tail Worker got, as JSON. */
export type OnTail = (text: string) => void;

/** One workerd process that runs a set of Workers. It never changes: another set is another runtime. */
export class Runtime {
  readonly #miniflare: Miniflare;
  /** Where the edge listens. */
  readonly port: number;
  /** The ids of the Workers that it runs. */
  readonly workers: ReadonlySet<string>;
  /** Requests under way. */
  active = 0;
  /** Called when a request has ended. */
  onIdle: () => void = () => {};
  #stopped: Promise<void> | undefined;

  private constructor(miniflare: Miniflare, port: number, workers: ReadonlySet<string>) {
    this.#miniflare = miniflare;
    this.port = port;
    this.workers = workers;
  }

  /** @throws Error with what workerd says when one of the Workers cannot be loaded. */
  static async start(workers: readonly WorkerSettings[], guard: Guard, onTail: OnTail): Promise<Runtime> {
    // Loaded here, because it takes a third of a second and 80 MB that only a deployed Worker is worth.
    const { Log, LogLevel, Miniflare, supportedCompatibilityDate } = await import("miniflare");
    const said: string[] = [];
    const { promise: allSaid, resolve: onEnd } = Promise.withResolvers<void>();
    const stopWatching = watchChildren(guard);
    const miniflare = new Miniflare({
      host: "127.0.0.1",
      port: 0,
      // Without it, Miniflare asks the network where this machine is.
      cf: false,
      telemetry: { enabled: false },
      log: new Log(LogLevel.NONE),
      handleRuntimeStdio(stdout: Readable, stderr: Readable) {
        // Logs of requests come over the Tail Worker. What is left is said while Workers are loaded.
        stdout.resume();
        stderr
          .setEncoding("utf8")
          .on("data", (text: string) => said.push(text))
          .once("end", onEnd);
      },
      workers: [...runtimeWorkers(workers, supportedCompatibilityDate, onTail)],
    });
    try {
      await miniflare.ready;
      const { port } = await miniflare.unsafeGetDirectURL(edgeName);
      said.length = 0;
      return new Runtime(miniflare, Number(port), new Set(workers.map(({ account, name }) => workerId(account, name))));
    } catch (cause) {
      // workerd ends when it cannot load a Worker, and what it said of it may still be on its way.
      await Promise.race([allSaid, new Promise((resolve) => setTimeout(resolve, lastWords))]);
      // Miniflare fails here once more with the same error; what matters is that it has cleaned up.
      await Promise.allSettled([miniflare.dispose()]);
      throw new Error(said.join("").trim(), { cause });
    } finally {
      stopWatching();
    }
  }

  /** Ends it at once, also requests that are under way. */
  stop(): Promise<void> {
    this.#stopped ??= this.#miniflare.dispose();
    return this.#stopped;
  }
}

/**
 * Lets the guard watch over workerd, which outlives a simulator that is killed. Miniflare does not tell its process, but
 * Node tells of every process that is started. https://nodejs.org/api/diagnostics_channel.html#child-process
 */
function watchChildren(guard: Guard): () => void {
  const onChild = (message: unknown): void => {
    if (typeof message !== "object" || message === null || !("process" in message)) return;
    const { process: child } = message;
    if (!isChild(child)) return;
    child.once("spawn", () => {
      const { pid } = child;
      if (pid === undefined || !child.spawnfile.includes("workerd")) return;
      guard.watch(pid);
      child.once("exit", () => guard.release(pid));
    });
  };
  subscribe("child_process", onChild);
  return () => unsubscribe("child_process", onChild);
}

interface Child {
  readonly pid?: number;
  readonly spawnfile: string;
  once(event: string, listener: () => void): void;
}

function isChild(value: unknown): value is Child {
  return typeof value === "object" && value !== null && "once" in value && "spawnfile" in value;
}
