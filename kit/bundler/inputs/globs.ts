import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Import } from "./imports.ts";
import type { Disk, Lookups } from "./lookups.ts";

/**
 * Whether an import's path is only known at run time: esbuild then takes every file that it may mean.
 * https://esbuild.github.io/api/#glob
 */
export function isGlob({ path, external }: Import): boolean {
  return external === true && /^\.{1,2}\/.*\*/.test(path);
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** Tells which files a glob in a source matches. */
export function globMatcher(importer: string, pattern: string): (file: string) => boolean {
  const [start = "", ...rest] = resolve(dirname(importer), pattern).split(/(\*\*[\\/]\*|\*)/);
  const toSource = (part: string): string => {
    if (part === "*") return "[^\\\\/]*";
    return part.startsWith("**") ? ".*" : literal(part);
  };
  const whole = new RegExp(`^${[literal(start), ...rest.map(toSource)].join("")}$`);
  return (file) => whole.test(file);
}

/** A folder and all folders in it, without packages and hidden ones. */
export function foldersBelow(folder: string): readonly string[] {
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
    .flatMap(({ name }) => foldersBelow(join(folder, name)));
  return [folder, ...below];
}

/** The folders in which a new file may match too. */
export function globFolders(importer: string, pattern: string, disk: Disk): Lookups {
  const [start = "", rest = ""] = pattern.split(/\/(?=[^/]*\*)(.*)/s);
  const folder = resolve(dirname(importer), start);
  if (!disk.has(folder)) return { read: [], missed: [folder] };
  return { read: rest.includes("/") ? foldersBelow(folder) : [folder], missed: [] };
}
