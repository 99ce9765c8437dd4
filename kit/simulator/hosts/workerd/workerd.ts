import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import type { Miniflare, MiniflareOptions, WorkerOptions } from "miniflare";
import type { World } from "../../contract.ts";
import type { Guard } from "../guard.ts";
import { watchChildren } from "./watch-children.ts";

/** How long the reason of a failed start may take, in milliseconds. */
const lastWords = 500;
/** How often a start is tried that something on this machine kills, such as a system that is out of memory. */
const attempts = 3;

/** What something on this machine has ended: nothing that it was to run is to blame. */
class Killed extends Error {}

/** What a workerd process needs of its host. */
export interface WorkerdHost {
  readonly sandboxes: World["sandboxes"];
  readonly folders: World["folders"];
  readonly guard: Guard;
}

/** What it runs. */
export interface WorkerdOptions {
  readonly workers: readonly WorkerOptions[];
  /** @default Workers cannot be debugged */
  readonly inspectorPort?: number;
}

/** A workerd process that runs. */
export interface Workerd {
  readonly miniflare: Miniflare;
  /** Resolves when it is gone. */
  readonly exited: Promise<unknown>;
  /** Ends it at once, if it has not ended, and removes what only it has needed. */
  end(): Promise<void>;
}

/**
 * Starts a workerd process.
 * @param options - What it runs, given the newest compatibility date that it knows.
 * @throws Error with what workerd says when one of the Workers cannot be loaded.
 */
export async function startWorkerd(
  host: WorkerdHost,
  options: (newestDate: string) => WorkerdOptions,
): Promise<Workerd> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(host, options);
    } catch (error) {
      if (!(error instanceof Killed) || attempt === attempts) throw error;
    }
  }
}

async function startOnce(host: WorkerdHost, options: (newestDate: string) => WorkerdOptions): Promise<Workerd> {
  // Loaded here, because it takes a third of a second and 70 MB that only a deployed Worker is worth.
  const { Log, LogLevel, Miniflare, supportedCompatibilityDate } = await import("miniflare");
  const folder = await host.sandboxes.create(new Map());
  const kept = await host.folders.open("cloudflare");
  const said = new LastWords();
  const children = watchChildren(host.guard);
  const { workers, ...more } = options(supportedCompatibilityDate);
  const miniflare = children.during(
    () =>
      new Miniflare({
        ...settingsOf(folder, kept),
        ...more,
        log: new Log(LogLevel.NONE),
        // Logs of requests come over the Tail Worker. What is left is said while Workers are loaded.
        handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
          stdout.resume();
          said.listen(stderr);
        },
        workers: [...workers],
      }),
  );
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= dispose(miniflare).finally(() => host.sandboxes.remove(folder));
    return ended;
  };
  try {
    await miniflare.ready;
    return { miniflare, exited: children.exited, end };
  } catch (cause) {
    // Before Miniflare ends what may still run.
    const [reason, signal] = await Promise.all([said.text(), Promise.race([children.exited, setTimeout(lastWords)])]);
    await end();
    if (signal !== undefined) throw new Killed(`workerd was killed (${signal}) while it started. ${reason}`, { cause });
    throw new Error(reason, { cause });
  } finally {
    children.stop();
  }
}

/**
 * @param folder - Goes with the process.
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
    await Promise.race([this.#ended.promise, setTimeout(lastWords)]);
    return this.#text.trim();
  }
}
