import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Plugin } from "esbuild";
import { FourfoldError } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";
import { type Build, type Built, createBuild } from "../build/build.ts";
import { entryPlugin } from "../build/entry.ts";
import { projectOf, sourceName } from "../build/sources.ts";
import { functionTitle, lineOf, shown } from "./find.ts";

/** What a handler's default export says of itself. */
interface Brand {
  readonly kind: string;
  readonly fetch: boolean;
  readonly trigger?: unknown;
  readonly set?: unknown;
  readonly name?: unknown;
}

/** Runs in a worker thread: loads the handler, and tells what its default export is. */
const probe = `
import { parentPort } from "node:worker_threads";
import * as handler from "fourfold:handler";
const it = handler.default;
const branded = it?.fourfold === 1;
parentPort.postMessage({
  kind: it === null ? "null" : typeof it,
  fetch: typeof it?.fetch === "function",
  ...(branded ? { trigger: it.trigger, set: it.set?.name, name: it.name } : {}),
});
`;

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

/** The build of the module that tells what a handler exports. */
export function createProbe(request: BundleRequest, handler: string): Build<"probe"> {
  return createBuild({
    title: functionTitle(request),
    handler,
    entries: { probe },
    options: {
      platform: "node",
      target: "node22",
      mainFields: ["module", "main"],
      external: ["@azure/functions-core"],
      // It is loaded from memory, where it would have no address.
      define: { "import.meta.url": JSON.stringify(pathToFileURL(handler).href) },
      plugins: [entryPlugin({ handler }), standIns],
    },
    withMap: true,
  });
}

async function load(code: string, longest: number): Promise<Brand> {
  const url = new URL(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  const worker = new Worker(url, { env: {}, stdout: true, stderr: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("it ends the process")));
      setTimeout(() => reject(new Error(`it takes longer than ${longest} ms`)), longest).unref();
    });
  } finally {
    await worker.terminate();
  }
}

/** Where in the sources an error of the probe was thrown. */
function thrownAt(error: unknown, map: string): string | undefined {
  const [, line, column] = /data:[^:\s]*:(\d+):(\d+)/.exec(String((error as Error).stack)) ?? [];
  if (line === undefined) return undefined;
  const entry = new SourceMap(JSON.parse(map)).findEntry(Number(line) - 1, Number(column) - 1);
  return "originalSource" in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : undefined;
}

function verdict(brand: Brand, { trigger, set, name }: BundleRequest): { what: string; fix: string } | undefined {
  const right = `export default ${trigger}(${set}, "${name}", (links) => app)`;
  if (brand.trigger === undefined) {
    if (brand.kind === "undefined") return { what: "it has no default export.", fix: `Write \`${right}\`.` };
    const what = brand.fetch
      ? "its default export is an app by itself."
      : `its default export is ${brand.kind}, no handler.`;
    return { what, fix: `Wrap it: \`${right}\`.` };
  }
  if (brand.trigger === trigger && brand.set === set && brand.name === name) return undefined;
  return {
    what: `its default export is ${brand.trigger} function "${brand.name}" of set "${brand.set}".`,
    fix: `Write \`${right}\`, or correct \`handler\` in the set.`,
  };
}

async function wrongExport(request: BundleRequest, handler: string, problem: { what: string; fix: string }) {
  const line = lineOf(await readFile(handler, "utf8"), /^export default|\bas default\b/m);
  const where = `${functionTitle(request)} (${shown(handler, line)})`;
  return new FourfoldError("ERR_HANDLER_EXPORT", { where, ...problem });
}

/**
 * Loads a handler once, without environment, and looks at what it exports.
 *
 * @param longest - How long loading may take, in milliseconds.
 * @throws FourfoldError `ERR_HANDLER_EXPORT` when it fails to load, exports no handler, or is another function's.
 */
export async function checkHandler(
  request: BundleRequest,
  handler: string,
  { code, map }: Built,
  longest: number,
): Promise<void> {
  let brand: Brand;
  try {
    brand = await load(code, longest);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const at = thrownAt(cause, map) ?? sourceName(handler, projectOf(handler));
    throw new FourfoldError("ERR_HANDLER_EXPORT", {
      where: `${functionTitle(request)} (${at})`,
      what: `its file cannot be loaded: ${reason}.`,
      fix: "A file is loaded without environment or links: use them in the function that is handed to `http`.",
      cause,
    });
  }
  const problem = verdict(brand, request);
  if (problem !== undefined) throw await wrongExport(request, handler, problem);
}
