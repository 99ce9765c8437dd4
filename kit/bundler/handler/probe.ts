import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Plugin } from "esbuild";
import { type Build, createBuild } from "../build/build.ts";
import { entryPlugin } from "../build/entry.ts";
import { projectOf } from "../build/sources.ts";

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

/** How the probe is called in stacks. */
export const probeName = "fourfold-probe.js";

/** Runs in a worker thread: loads the handlers one after the other, and tells what the default export of each is. */
function probeSource(handlers: readonly string[]): string {
  return `
import { parentPort, workerData } from "node:worker_threads";
const loads = [${handlers.map((_, at) => `() => import("fourfold:handler/${at}")`)}];
const brandOf = (it) => ({
  kind: it === null ? "null" : typeof it,
  fetch: typeof it?.fetch === "function",
  ...(it?.fourfold === 1 ? { trigger: it.trigger, set: it.set?.name, name: it.name } : {}),
});
for (const load of loads.slice(workerData.from)) {
  try {
    parentPort.postMessage({ brand: brandOf((await load()).default) });
  } catch (error) {
    const { message = String(error), stack = "" } = error ?? {};
    parentPort.postMessage({ reason: String(message), stack: String(stack) });
  }
}
`;
}

/** Modules that only Workers have. A handler may name them; what they hold is of no interest here. */
const standIns: Plugin = {
  name: "stand-ins",
  setup(build) {
    build.onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, namespace: "fourfold" }));
    build.onLoad({ filter: /.*/, namespace: "fourfold" }, () => ({
      // As a prototype, because esbuild copies what a CommonJS module exports, and keeps its prototype.
      contents: "module.exports = Object.create(new Proxy({}, { get: () => class {} }));",
    }));
  },
};

/** The name of a probe's only entry. */
export const probeEntry = "probe";

/**
 * The build of the module that tells what handlers export. What several of them import stands in it once.
 * @param handlers - Files of one project.
 */
export function createProbe(handlers: readonly [string, ...string[]]): Build {
  const [first] = handlers;
  const files = new Map(handlers.map((handler, at) => [`handler/${at}`, handler]));
  return createBuild({
    project: projectOf(first),
    entries: { [probeEntry]: probeSource(handlers) },
    options: {
      platform: "node",
      target: "node22",
      mainFields: ["module", "main"],
      external: ["@azure/functions-core"],
      // It is loaded from memory, where it would have no address.
      define: { "import.meta.url": JSON.stringify(pathToFileURL(first).href) },
      plugins: [entryPlugin((name) => files.get(name)), standIns],
    },
    // It is for the place of an error, and one is looked for with one handler alone.
    map: handlers.length === 1 ? "portable" : undefined,
  });
}

/** Loads handlers from some number on in a thread of their own, until all are loaded or one ends or holds up the thread. */
async function loadSome(code: URL, from: number, count: number, longest: number): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  const worker = new Worker(code, { env: {}, stdout: true, stderr: true, workerData: { from } });
  const { promise: done, resolve: stop } = Promise.withResolvers<Loaded | undefined>();
  const timer = setTimeout(() => stop({ reason: `it takes longer than ${longest} ms` }), longest).unref();
  worker.on("message", (message: Loaded) => {
    loaded.push(message);
    timer.refresh();
    if (from + loaded.length === count) stop(undefined);
  });
  worker.once("error", ({ message, stack = "" }) => stop({ reason: message, stack }));
  worker.once("exit", () => stop({ reason: "it ends the process" }));
  const failure = await done;
  clearTimeout(timer);
  await worker.terminate();
  return failure === undefined ? loaded : [...loaded, failure];
}

/**
 * Runs the module of a probe. Its handlers share a thread, its global objects, and the modules that several of them import. A thread
 * that a handler ends, or holds up, is followed by another one for the rest.
 *
 * @param count - The number of its handlers.
 * @param longest - How long loading one may take, in milliseconds.
 * @returns What came of each, in their order.
 */
export async function loadHandlers(code: Buffer, count: number, longest: number): Promise<readonly Loaded[]> {
  const named = Buffer.concat([code, Buffer.from(`\n//# sourceURL=${probeName}\n`)]);
  const url = new URL(`data:text/javascript;base64,${named.toString("base64")}`);
  const loaded: Loaded[] = [];
  while (loaded.length < count) loaded.push(...(await loadSome(url, loaded.length, count, longest)));
  return loaded;
}
