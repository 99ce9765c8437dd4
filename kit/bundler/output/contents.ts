import { statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { remember } from "../build/remember.ts";
import { hashOf, readIfThere } from "./store.ts";

/** What sources contain, as long as nobody changes them: a thousand functions have most of their sources in common. */
export interface Contents {
  /** One hash for the contents of some files, in their order. Undefined when one of them is not there. */
  hashOfAll(files: readonly string[]): string | undefined;
  /** When a file was changed last, in epoch milliseconds. */
  changedAt(file: string): number;
  /** A file's path relative to a folder, or its whole path where there is none. */
  toPortable(folder: string, file: string): string;
  /** The reverse. */
  fromPortable(folder: string, path: string): string;
}

/** Reads each file at most once. */
export function createContents(): Contents {
  const hashOfFile = remember((file: string) => {
    const bytes = readIfThere(file);
    return bytes && hashOf(bytes);
  });
  const changedAt = remember((file: string) => statSync(file).mtimeMs);
  const toPortable = remember((folder: string) =>
    remember((file: string) => {
      const path = relative(folder, file);
      return isAbsolute(path) ? file : path;
    }),
  );
  const fromPortable = remember((folder: string) => remember((path: string) => resolve(folder, path)));
  return {
    hashOfAll(files) {
      const hashes = files.map(hashOfFile);
      return hashes.includes(undefined) ? undefined : hashOf(hashes.join());
    },
    changedAt,
    toPortable: (folder, file) => toPortable(folder)(file),
    fromPortable: (folder, path) => fromPortable(folder)(path),
  };
}
