import { join } from "node:path";
import type { Plugin } from "esbuild";
import { clouds } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";
import { targets } from "../targets.ts";
import { kit } from "./sources.ts";

/**
 * The module that a platform starts. The order of imports is the order of evaluation: the light classes must stand in
 * place of Node's own before a handler's first line runs.
 */
export function entrySource({ cloud, settings }: BundleRequest): string {
  const { light, start } = targets[cloud];
  return [
    ...(light ? ['import "fourfold:light";'] : []),
    `import { serve } from "fourfold:adapter/${cloud}";`,
    'import definition from "fourfold:handler";',
    start(`serve(definition, ${JSON.stringify(settings)})`),
  ].join("\n");
}

/** Gives esbuild the entries, which are in no file, as `fourfold:<name>`. */
export function entriesPlugin(entries: Readonly<Record<string, string>>, resolveDir: string): Plugin {
  return {
    name: "fourfold-entries",
    setup(build) {
      build.onResolve({ filter: /^fourfold:/ }, ({ path, kind }) =>
        kind === "entry-point" ? { path: path.slice("fourfold:".length), namespace: "fourfold" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "fourfold" }, ({ path }) => {
        const contents = entries[path];
        return contents === undefined ? undefined : { contents, resolveDir, loader: "js" };
      });
    },
  };
}

/** Packages that deploy. What runs never imports them. */
const deploying = /^(?:@pulumi\/|fourfold\/(?:components|testing)$)/;

/**
 * Gives the entry's imports their files, and the handler this package's own run time: two copies of it, the handler's
 * and the adapter's, would not know each other's errors.
 *
 * @param modules - The files behind `fourfold:<name>`.
 */
export function entryPlugin(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: "fourfold",
    setup(build) {
      build.onResolve({ filter: /^fourfold:/ }, ({ path }) => {
        const file = modules[path.slice("fourfold:".length)];
        return file === undefined ? { errors: [{ text: `There is no module "${path}"` }] } : { path: file };
      });
      build.onResolve({ filter: deploying }, ({ path }) => ({
        errors: [{ text: `A handler cannot import "${path}": what runs never imports what deploys` }],
      }));
      build.onResolve({ filter: /^fourfold(?:\/|$)/ }, ({ path, kind, pluginData }) => {
        if (pluginData === kit) return undefined;
        return build.resolve(path, { kind, resolveDir: kit, pluginData: kit });
      });
    },
  };
}

/** The files of the entries for a handler. */
export function entryModules(handler: string): Readonly<Record<string, string>> {
  const runtime = join(kit, "kit/runtime");
  return {
    light: join(runtime, "light/install.ts"),
    handler,
    ...Object.fromEntries(clouds.map((cloud) => [`adapter/${cloud}`, join(runtime, "adapters", `${cloud}.ts`)])),
  };
}
