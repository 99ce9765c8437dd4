import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { setsOf } from "../names.ts";
import type { Prepared } from "./prepared.ts";

const kit = fileURLToPath(new URL("../../../kit/", import.meta.url));
const outdir = resolve("esbuild");

/** The module that Lambda starts: what wraps the handler is part of what both bundle. */
const entry = (name: string): string => `
import "${kit}runtime/light/install.ts";
import { serve } from "${kit}runtime/triggers/http/adapters/aws.ts";
import * as module from "../src/${name}.ts";
export const handler = (globalThis.fourfoldLookAt ?? serve)(module.default, ${JSON.stringify({ timeout: 20, http: { streaming: false, maxBody: 1_048_576 } })});
`;

/** Sets without all that handlers do not need of them, which ours finds out by itself. */
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

/** Entries are written before, and what an earlier round has made is gone. */
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
 * esbuild alone, with all functions in one call, so that it reads what they share once. It writes the same code and its
 * source maps, and tells what each bundle is made of: without that nobody could say later whether one is out of date.
 *
 * It does not load handlers to see whether they are what their set says, does not keep an error in one from the
 * others, writes maps with paths of this machine, and hashes and remembers nothing: the next time costs the same.
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
