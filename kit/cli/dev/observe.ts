/**
 * Loaded before the program, in the program's process (`node --import`): reports to the parent process which files the program
 * loads, and what it bundles. So exactly the files that were read are watched.
 */
import { subscribe } from "node:diagnostics_channel";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Bundled } from "../reload/reloader.ts";

/** Messages from a program's process. */
export type Observation =
  | { readonly observed: "file"; readonly path: string }
  | { readonly observed: "bundle"; readonly bundled: Bundled };

const tell = (observation: Observation): unknown => process.send?.(observation);

registerHooks({
  load(url, context, next) {
    // Packages change only by installation, which is not watched.
    if (url.startsWith("file:") && !url.includes("/node_modules/"))
      tell({ observed: "file", path: fileURLToPath(url) });
    return next(url, context);
  },
});

subscribe("fourfold:bundled", (bundled) => tell({ observed: "bundle", bundled: bundled as Bundled }));
