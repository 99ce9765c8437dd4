import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { memoize } from "../build/memoize.ts";
import { hashOf, listIfExists, readIfExists } from "./store.ts";

/** The contents of sources, read once, as long as nobody changes them: a thousand functions share most of their sources. */
export interface Contents {
  /**
   * One hash for the contents of some files, and for the names in some folders, in their order. Undefined when one of them does
   * not exist.
   */
  hashOfAll(paths: readonly string[]): string | undefined;
  /** Whether a path exists. */
  has(path: string): boolean;
  /** When a file, or the list of files in a folder, was last changed, in epoch milliseconds. */
  changedAt(path: string): number;
  /** A file's path relative to a folder, or its whole path where it has no relative one. */
  toPortable(folder: string, file: string): string;
  /** The reverse. */
  fromPortable(folder: string, path: string): string;
}

/** Reads each file and folder at most once. */
export function createContents(): Contents {
  const hashOfOne = memoize((path: string) => {
    const bytes = readIfExists(path) ?? listIfExists(path)?.join("\0");
    return bytes === undefined ? undefined : hashOf(bytes);
  });
  const has = memoize(existsSync);
  const changedAt = memoize((path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
  const toPortable = memoize((folder: string) =>
    memoize((file: string) => {
      const path = relative(folder, file);
      return isAbsolute(path) ? file : path;
    }),
  );
  const fromPortable = memoize((folder: string) => memoize((path: string) => resolve(folder, path)));
  return {
    hashOfAll(paths) {
      const hashes = paths.map(hashOfOne);
      return hashes.includes(undefined) ? undefined : hashOf(hashes.join());
    },
    has,
    changedAt,
    toPortable: (folder, file) => toPortable(folder)(file),
    fromPortable: (folder, path) => fromPortable(folder)(path),
  };
}
