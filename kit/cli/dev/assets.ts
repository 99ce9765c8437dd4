import { readdirSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { isAsset } from "../../engine/state/values.ts";

/** Folders in archives that watchers do not follow: packages change only by installation. */
const skipped: readonly string[] = ["node_modules", ".git"];

/** Inputs that are paths and not assets: https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscript/#contentfile_nodejs */
const pathInputs: readonly string[] = ["contentFile"];

interface Deployed {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * The files and folders that the assets and archives of some resources are read from, at any depth.
 * @param data - The project's data folder, which is skipped: bundles are followed by their sources.
 */
export function assetFiles(resources: readonly Deployed[], data: string): readonly string[] {
  const found = new Set<string>();
  const paths = resources.flatMap(({ inputs }) => [...pathsIn(inputs), ...pathInputs.map((name) => inputs[name])]);
  for (const path of paths) if (typeof path === "string") addFiles(resolve(path), data, found);
  return [...found];
}

/** The paths of assets in a value: archives may be maps of others, and secrets have theirs inside. */
function pathsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (typeof value !== "object" || value === null) return [];
  if (isAsset(value) && typeof value.path === "string") return [value.path];
  return Object.values(value).flatMap(pathsIn);
}

function addFiles(path: string, data: string, found: Set<string>): void {
  const names = path.split(sep);
  if (path === data || path.startsWith(`${data}${sep}`) || skipped.some((name) => names.includes(name))) return;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  found.add(path);
  if (stats.isDirectory()) for (const name of readdirSync(path)) addFiles(join(path, name), data, found);
}
