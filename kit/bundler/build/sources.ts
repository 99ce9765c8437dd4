import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this package, which has the run time for every handler. */
export const kit = fileURLToPath(new URL("../../..", import.meta.url));

/** The nearest file of a name, in a folder or above it. */
export function nearest(name: string, folder: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : nearest(name, dirname(folder));
}

/** The folder of the project that a handler belongs to: the nearest one with a `package.json`. */
export function projectOf(handler: string): string {
  return dirname(nearest("package.json", dirname(handler)) ?? handler);
}

/**
 * A source file's name that is the same on every machine: what follows the last `node_modules`, or the path in the project.
 * Bundles, maps and reports never contain any other.
 */
export function sourceName(file: string, project: string): string {
  const [, inPackage] = file.split(/.*[\\/]node_modules[\\/]/);
  if (inPackage !== undefined) return inPackage.replaceAll(sep, "/");
  const inProject = relative(project, file);
  const name = inProject.startsWith("..") ? join("fourfold", relative(kit, file)) : inProject;
  return name.replaceAll(sep, "/");
}
