import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { setsOf } from "../names.ts";
import type { Prepared } from "./prepared.ts";

const kit = fileURLToPath(new URL("../../../kit/", import.meta.url));
const outdir = resolve("esbuild");

/** The module that Lambda starts: both bundlers include the wrapper of the handler. */
const entry = (name: string): string => `
import "${kit}runtime/light/install.ts";
import { serve } from "${kit}runtime/triggers/http/adapters/aws.ts";
import * as module from "../src/${name}.ts";
export const handler = (globalThis.fourfoldLookAt ?? serve)(module.default, ${JSON.stringify({ timeout: 20, http: { streaming: false, maxBody: 1_048_576 } })});
`;

/** Sets reduced to what handlers need, which our bundler determines by itself. */
function setNames(names: readonly string[]): Plugin {
  const sets = new Set(setsOf(names).keys());
  const namespace = "set-names";
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^\.\/\w+\.ts$/ }, ({ path }) => {
        const name = path.slice("./".length, -".ts".length);
        return sets.has(name) ? { path: name, namespace } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: `export const ${path} = { name: "${path}" };`,
      }));
    },
  };
}

/** Writes the entries in advance, and removes the output of earlier rounds. */
function writeEntries(names: readonly string[]): Readonly<Record<string, string>> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync("entries", { recursive: true });
  for (const name of names) writeFileSync(`entries/${name}.js`, entry(name));
  const pairs = [...setsOf(names)].flatMap(([set, members]) =>
    members.map((name) => [`${set}/${name}/index`, `entries/${name}.js`] as const),
  );
  return Object.fromEntries(pairs);
}

/**
 * esbuild alone, with all functions in one call, so that it reads shared files once. It writes the same code and its source
 * maps, and a metafile: without that, outdated bundles could not be detected later.
 *
 * It does not load handlers to check that they match their set, does not isolate an error in one of them, writes maps with
 * paths of this machine, and neither hashes nor caches anything: the next run costs the same.
 */
export function prepare(names: readonly string[]): Prepared {
  const entryPoints = writeEntries(names);
  return {
    bundle: () =>
      build({
        ...{ entryPoints, outdir },
        bundle: true,
        minify: true,
        sourcemap: "external",
        metafile: true,
        format: "esm",
        platform: "node",
        conditions: [],
        target: "node22",
        supported: { "regexp-unicode-property-escapes": true, "regexp-set-notation": true },
        define: { __filename: "import.meta.filename", __dirname: "import.meta.dirname" },
        charset: "utf8",
        legalComments: "none",
        plugins: [setNames(names)],
        alias: { fourfold: `${kit}spec/index.ts`, "fourfold/runtime": `${kit}runtime/index.ts` },
      }),
    checks: false,
    files: Object.keys(entryPoints).map((path) => `${outdir}/${path}.js`),
  };
}
