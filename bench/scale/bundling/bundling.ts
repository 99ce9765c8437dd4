import * as v from "valibot";
import { runProgram } from "../child.ts";
import type { Project } from "../project.ts";

const program = new URL("main.ts", import.meta.url);

/** What came of bundling a project once. */
export const Bundling = v.object({
  /** From the call until everything is on the disk. What bundles was loaded before. */
  milliseconds: v.number(),
  /** What it took afterwards to load the code of each function once, in milliseconds. Our bundler has done so before. */
  loading: v.number(),
  /** One hash for the code of all functions. */
  digest: v.string(),
});

export type Bundling = Readonly<v.InferOutput<typeof Bundling>>;

/** What bundles. */
export type Bundler = "fourfold" | "esbuild";

/** Bundles a project's functions for AWS in a process of its own. */
export function bundleIn(bundler: Bundler, { folder, names }: Project): Bundling {
  return runProgram(program, { args: [bundler, names.length], folder }, Bundling);
}
