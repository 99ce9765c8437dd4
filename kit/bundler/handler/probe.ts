import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { type Build, createBuild } from "../build/build.ts";
import { entryPlugin } from "../build/entry.ts";
import { projectOf } from "../build/sources.ts";

/** What a probe imports, by the name after `fourfold:`. */
export function probed(handlers: readonly string[]): ReadonlyMap<string, string> {
  return new Map(handlers.map((handler, at) => [`handler/${at}`, handler]));
}

/** The text of a probe: it hands out what loads each handler, and loads none by itself. */
export function probeSource(handlers: readonly string[]): string {
  const loads = [...probed(handlers).keys()].map((name) => `() => import("fourfold:${name}")`);
  return `export const loads = [${loads}];`;
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

/** The name of a probe's entry. */
export const probeEntry = "probe";

/**
 * The build of the module that tells what handlers export, and of nothing else. What several of them import stands in
 * it once.
 * @param handlers - Files of one project.
 */
export function createProbe(handlers: readonly [string, ...string[]]): Build {
  const [first] = handlers;
  const files = probed(handlers);
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
