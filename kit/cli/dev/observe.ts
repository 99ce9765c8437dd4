/**
 * Loaded before the program, in the program's process (`node --import`): reports to the parent process which files the program
 * loads, what it bundles, and the sets that it makes. So exactly the files that were read are watched.
 */
import { subscribe } from "node:diagnostics_channel";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { FunctionSetArgs } from "../../../components/index.ts";
import type { Bundled } from "../reload/reloader.ts";

/** A set that the program makes. */
export interface MadeSet {
  /** The name of the component. */
  readonly name: string;
  /** Its arguments, with a placeholder for each value that is known only later. */
  readonly args: FunctionSetArgs;
}

/** Messages from a program's process. */
export type Observation =
  | { readonly observed: "file"; readonly path: string }
  | { readonly observed: "bundle"; readonly bundled: Bundled }
  | { readonly observed: "set"; readonly set: MadeSet };

const tell = (observation: Observation): unknown => process.send?.(observation);

registerHooks({
  load(url, context, next) {
    // Packages change only by installation, which is not watched.
    if (url.startsWith("file:") && !url.includes("/node_modules/"))
      tell({ observed: "file", path: fileURLToPath(url) });
    return next(url, context);
  },
});

subscribe("fourfold:set", (set) => tell({ observed: "set", set: set as MadeSet }));
subscribe("fourfold:bundled", (bundled) => tell({ observed: "bundle", bundled: bundled as Bundled }));
