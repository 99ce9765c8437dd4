import type { Plugin } from "esbuild";
import { builtinsSource, workersBuiltins } from "./builtins.ts";

/** Node's modules with and without their prefix. One that the platform does not have is left to esbuild, which refuses it. */
const builtin = /^(?:node:)?([\w/]+)$/;

/**
 * Gives Workers' code Node's modules, as the vendor's own bundler does: with the prefix under which the platform knows them, and
 * to CommonJS packages as objects of their exports, because a Worker has no `require`.
 * https://github.com/cloudflare/workers-sdk/blob/main/packages/wrangler/src/deployment-bundle/esbuild-plugins/hybrid-nodejs-compat.ts
 */
export const workersPlugin: Plugin = {
  name: "fourfold-workers",
  setup(build) {
    build.onResolve({ filter: builtin }, ({ path, kind, importer }) => {
      const name = path.replace(builtin, "$1");
      const support = workersBuiltins.get(name);
      if (support === undefined) return undefined;
      // The stand-in of a module imports the module itself.
      const warnings =
        support === "stub" && importer !== path
          ? [{ text: `Workers have no more of "node:${name}" than its names: calling it throws (${builtinsSource})` }]
          : [];
      if (kind !== "require-call") return { path: `node:${name}`, external: true, warnings };
      return { path: `node:${name}`, namespace: "fourfold", warnings };
    });
    build.onResolve({ filter: /^cloudflare:/ }, ({ path, kind }) =>
      kind === "require-call" ? { path, namespace: "fourfold" } : { path, external: true },
    );
    build.onLoad({ filter: /^node:/, namespace: "fourfold" }, ({ path }) => ({
      contents: `import builtin from "${path}"; module.exports = builtin;`,
    }));
    build.onLoad({ filter: /^cloudflare:/, namespace: "fourfold" }, ({ path }) => ({
      contents: `import * as names from "${path}"; module.exports = names;`,
    }));
  },
};
