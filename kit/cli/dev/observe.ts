/**
 * Loaded before the program, in the program's process (`node --import`): tells the process that started it which files
 * the program is made of, and what it bundles. So what is watched is exactly what was read.
 */
import { subscribe } from "node:diagnostics_channel";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Bundled } from "../reload/reloader.ts";

/** What a program's process tells. */
export type Observation =
  | { readonly observed: "file"; readonly path: string }
  | { readonly observed: "bundle"; readonly bundled: Bundled };

const tell = (observation: Observation): unknown => process.send?.(observation);

registerHooks({
  load(url, context, next) {
    // Packages change by installation, which no watcher should follow.
    if (url.startsWith("file:") && !url.includes("/node_modules/"))
      tell({ observed: "file", path: fileURLToPath(url) });
    return next(url, context);
  },
});

subscribe("fourfold:bundled", (bundled) => tell({ observed: "bundle", bundled: bundled as Bundled }));
