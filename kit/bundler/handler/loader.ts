import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** What a handler's default export says of itself. */
export interface Brand {
  readonly kind: string;
  readonly fetch: boolean;
  readonly trigger?: unknown;
  readonly set?: unknown;
  readonly name?: unknown;
}

/** What came of loading a handler's file: what it exports, or why it could not be loaded. */
export type Loaded = { readonly brand: Brand } | { readonly reason: string; readonly stack?: string };

/** How a probe is called in stacks. */
export const probeName = "fourfold-probe.js";

/** Loads the handlers of a probe one after the other, and tells what the default export of each is. */
const threadSource = `
import { parentPort } from "node:worker_threads";
const brandOf = (it) => ({
  kind: it === null ? "null" : typeof it,
  fetch: typeof it?.fetch === "function",
  ...(it?.fourfold === 1 ? { trigger: it.trigger, set: it.set?.name, name: it.name } : {}),
});
parentPort.once("message", async ({ probe, from }) => {
  const { loads } = await import(probe);
  for (const load of loads.slice(from)) {
    try {
      parentPort.postMessage({ brand: brandOf((await load()).default) });
    } catch (error) {
      const { message = String(error), stack = "" } = error ?? {};
      parentPort.postMessage({ reason: String(message), stack: String(stack) });
    }
  }
});
`;

function startThread(): Worker {
  const url = new URL(`data:text/javascript,${encodeURIComponent(threadSource)}`);
  return new Worker(url, { env: {}, stdout: true, stderr: true });
}

/** Loads handlers from some number on, until all are loaded or one ends or holds up the thread. */
async function loadSome(
  thread: Worker,
  probe: URL,
  [from, count]: readonly [number, number],
  longest: number,
): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  const { promise: done, resolve: stop } = Promise.withResolvers<Loaded | undefined>();
  const timer = setTimeout(() => stop({ reason: `it takes longer than ${longest} ms` }), longest).unref();
  thread.on("message", (message: Loaded) => {
    loaded.push(message);
    timer.refresh();
    if (from + loaded.length === count) stop(undefined);
  });
  thread.once("error", ({ message, stack = "" }) => stop({ reason: message, stack }));
  thread.once("exit", () => stop({ reason: "it ends the process" }));
  thread.postMessage({ probe: probe.href, from });
  const failure = await done;
  clearTimeout(timer);
  await thread.terminate();
  return failure === undefined ? loaded : [...loaded, failure];
}

/**
 * Loads handlers in a thread of their own, without environment. They share its global objects, and the modules that
 * several of them import. A thread that a handler ends, or holds up, is followed by another one for the rest.
 */
export interface Loader {
  /**
   * Runs the module of a probe, which is called {@link probeName} in stacks.
   * @param count - The number of its handlers.
   * @returns What came of each, in their order.
   */
  load(code: Buffer, count: number): Promise<readonly Loaded[]>;
  /**
   * The same from a file: there the module has an address, as it has in a cloud.
   * @param folder - Where the file may be for that time.
   */
  loadFrom(folder: string, code: Buffer, count: number): Promise<readonly Loaded[]>;
  dispose(): Promise<void>;
}

/**
 * Starts a loader's thread, which takes longer than loading a handler: a probe can be built meanwhile.
 * @param longest - How long loading one handler may take, in milliseconds.
 */
export function startLoader(longest: number): Loader {
  let thread = startThread();

  const loadAll = async (probe: URL, count: number): Promise<readonly Loaded[]> => {
    const loaded = [...(await loadSome(thread, probe, [0, count], longest))];
    while (loaded.length < count) {
      thread = startThread();
      loaded.push(...(await loadSome(thread, probe, [loaded.length, count], longest)));
    }
    return loaded;
  };

  return {
    load(code, count) {
      const named = Buffer.concat([code, Buffer.from(`\n//# sourceURL=${probeName}\n`)]);
      return loadAll(new URL(`data:text/javascript;base64,${named.toString("base64")}`), count);
    },
    async loadFrom(folder, code, count) {
      const file = join(folder, `.${randomUUID()}.mjs`);
      await mkdir(folder, { recursive: true });
      await writeFile(file, code);
      try {
        return await loadAll(pathToFileURL(file), count);
      } finally {
        await rm(file, { force: true });
      }
    },
    async dispose() {
      await thread.terminate();
    },
  };
}
