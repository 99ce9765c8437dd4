/**
 * Bundles a project's functions in a process of its own, with the project's folder as its working folder:
 * `node main.ts fourfold|esbuild <functions>`. Writes a `Bundling` to its standard output.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { namesOf } from "../names.ts";
import type { Bundling } from "./bundling.ts";

const [bundler, count] = process.argv.slice(2);
const { prepare } = bundler === "fourfold" ? await import("./with-bundler.ts") : await import("./with-esbuild.ts");
const { bundle, checks, files } = prepare(namesOf(Number(count)));

/** Loads the output, one file after the other: the least that shows whether it loads. */
async function load(): Promise<void> {
  for (const file of files) await import(file);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const milliseconds = await timeOf(bundle);
const loading = checks ? 0 : await timeOf(load);
const hash = createHash("sha256");
for (const file of files) hash.update(readFileSync(file));
const bundling: Bundling = { milliseconds, loading, digest: hash.digest("hex") };
console.log(JSON.stringify(bundling));
