import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import type { PerCloud } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";
import { targets } from "../targets.ts";
import { remember } from "./remember.ts";
import { kit } from "./sources.ts";

/**
 * The global function that takes the place of `serve` where a module is only looked at: it gets what the handler exports,
 * and nothing is started. No platform has it.
 */
export const lookAt = "fourfoldLookAt";

/**
 * The module that a platform starts. The order of imports is the order of evaluation: the light classes must stand in
 * place of Node's own before a handler's first line runs. A handler without default export is found when it is looked at.
 */
export function entrySource({ cloud, settings }: BundleRequest): string {
  const { light, start } = targets[cloud];
  return [
    ...(light ? ['import "fourfold:light";'] : []),
    `import { serve } from "fourfold:adapter/${cloud}";`,
    'import * as module from "fourfold:handler";',
    start(`(globalThis.${lookAt} ?? serve)(module.default, ${JSON.stringify(settings)})`),
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
 * @param find - Finds the file behind `fourfold:<name>` for an entry.
 */
export function entryPlugin(find: (name: string, entry: string) => string | undefined): Plugin {
  return {
    name: "fourfold",
    setup(build) {
      const findOwn = remember((path: string) =>
        build.resolve(path, { kind: "import-statement", resolveDir: kit, pluginData: kit }),
      );
      build.onResolve({ filter: /^fourfold:/ }, ({ path, importer }) => {
        const file = find(path.slice("fourfold:".length), importer);
        return file === undefined ? { errors: [{ text: `There is no module "${path}"` }] } : { path: file };
      });
      build.onResolve({ filter: deploying }, ({ path }) => ({
        errors: [{ text: `A handler cannot import "${path}": what runs never imports what deploys` }],
      }));
      build.onResolve({ filter: /^fourfold(?:\/|$)/ }, ({ path, pluginData }) =>
        pluginData === kit ? undefined : findOwn(path),
      );
    },
  };
}

/** The run time's modules that only entries import. Written out, because the package's build rewrites such addresses. */
const light = new URL("../../runtime/light/install.ts", import.meta.url);
const router = new URL("../../runtime/router.ts", import.meta.url);
const adapters: PerCloud<URL> = {
  aws: new URL("../../runtime/triggers/http/adapters/aws.ts", import.meta.url),
  gcp: new URL("../../runtime/triggers/http/adapters/gcp.ts", import.meta.url),
  azure: new URL("../../runtime/triggers/http/adapters/azure.ts", import.meta.url),
  cloudflare: new URL("../../runtime/triggers/http/adapters/cloudflare.ts", import.meta.url),
};

/** The run time's files, by the name that entries give them. */
export function runtimeModules(): ReadonlyMap<string, string> {
  const files = Object.entries(adapters).map(([cloud, url]) => [`adapter/${cloud}`, fileURLToPath(url)] as const);
  return new Map([["light", fileURLToPath(light)], ["router", fileURLToPath(router)], ...files]);
}
