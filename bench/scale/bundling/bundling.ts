import * as v from "valibot";
import { runProgram } from "../child.ts";
import type { Project } from "../project.ts";

const program = new URL("main.ts", import.meta.url);

/** The result of bundling a project once. */
export const Bundling = v.object({
  /** The time from the call until everything is on disk. The bundler was loaded before. */
  milliseconds: v.number(),
  /** The time to load the code of each function once afterwards, in milliseconds. Our bundler has done this already. */
  loading: v.number(),
  /** One hash for the code of all functions. */
  digest: v.string(),
});

export type Bundling = Readonly<v.InferOutput<typeof Bundling>>;

/** The bundler. */
export type Bundler = "fourfold" | "esbuild";

/** Bundles a project's functions for AWS in a process of its own. */
export function bundleIn(bundler: Bundler, { folder, names }: Project): Bundling {
  return runProgram(program, { args: [bundler, names.length], folder }, Bundling);
}
