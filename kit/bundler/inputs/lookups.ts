import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { memoize } from "../build/memoize.ts";

/** What a bundle depends on besides the bytes of its sources: paths that were looked up. */
export interface Lookups {
  /** Files and folders that were read. */
  readonly read: readonly string[];
  /** Where something was looked for and not found. */
  readonly missed: readonly string[];
}

/** What is on the disk, looked up once during one build. */
export interface Disk {
  has(path: string): boolean;
  hasFile(path: string): boolean;
  /** The first part of a path that is missing: nothing below it can appear without it. */
  firstMissing(path: string): string;
}

export function createDisk(): Disk {
  const has = memoize(existsSync);
  const firstMissing = memoize((path: string): string =>
    has(dirname(path)) || dirname(path) === path ? path : firstMissing(dirname(path)),
  );
  return {
    has,
    hasFile: memoize((path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true),
    firstMissing,
  };
}

export function joinAll(all: readonly Lookups[]): Lookups {
  return { read: all.flatMap(({ read }) => read), missed: all.flatMap(({ missed }) => missed) };
}

/** Looks up which paths are files, and which do not exist. Anything else is left out. */
export function lookUp(paths: readonly string[], disk: Disk): Lookups {
  return { read: paths.filter(disk.hasFile), missed: paths.filter((path) => !disk.has(path)) };
}

/** A folder and all above it, the nearest first. */
export function upFrom(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upFrom(parent)];
}

/** Whether a path is part of an installed package. */
export const isInstalled = (path: string): boolean => /[\\/]node_modules[\\/]/.test(path);

/** Where a package is looked for from a folder, the nearest place first. */
export function packagePlaces(name: string, folder: string): readonly string[] {
  return upFrom(folder)
    .filter((each) => basename(each) !== "node_modules")
    .map((each) => join(each, "node_modules", name));
}
