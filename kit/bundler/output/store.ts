import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writevSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { BundleRequest } from "../artifact.ts";

/** The paths of an artifact's parts. No name changes with the content. */
export interface Place {
  /** Holds everything about one function on one cloud. */
  readonly folder: string;
  readonly code: string;
  readonly sourceMap: string;
  /** The folder of source maps of earlier code, each under the hash of its code. */
  readonly earlierMaps: string;
  readonly manifest: string;
  /** The folder of all artifacts. */
  readonly root: string;
}

export function placeOf({ outdir, set, name, cloud }: BundleRequest): Place {
  const root = resolve(outdir);
  const folder = join(root, set, name, cloud);
  return {
    root,
    folder,
    code: join(folder, "code"),
    sourceMap: join(folder, "index.map"),
    earlierMaps: join(folder, "earlier"),
    manifest: join(folder, "manifest.json"),
  };
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** One hash for some files: their names, lengths and bytes, in the order of their names. */
export function hashOfFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const name of [...files.keys()].sort()) {
    const bytes = files.get(name) ?? new Uint8Array();
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR";
}

/**
 * A file's bytes, or `undefined` where it does not exist. Synchronous: for thousands of small files, promises take several times
 * as long.
 */
export function readIfExists(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The sorted names in a folder, or `undefined` where it does not exist. */
export function listIfExists(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function writePieces(file: string, pieces: readonly Uint8Array[]): void {
  const opened = openSync(file, "w");
  try {
    const bytesWritten = writevSync(opened, pieces);
    // A full disk takes only a part of them. Writing the rest then fails with the reason.
    const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (bytesWritten < size) writeFileSync(opened, Buffer.concat(pieces).subarray(bytesWritten));
  } finally {
    closeSync(opened);
  }
}

/**
 * Writes a file in an existing folder, so that a reader sees the old content or the new, never a part. Synchronous: promises take
 * longer than writing.
 * @param draftsIn - Where it is written first: on the same disk, as renaming requires, and in a folder that nobody lists.
 */
export function writeAtomically(file: string, pieces: readonly Uint8Array[], draftsIn = dirname(dirname(file))): void {
  const draft = join(draftsIn, `.${randomUUID()}`);
  try {
    writePieces(draft, pieces);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A name, and the folders that it is in: `a`, `a/b`, `a/b/c`. */
function pathsTo(name: string): readonly string[] {
  const parts = name.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Makes a folder contain exactly some files. Those that change are replaced atomically, one at a time. */
export function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  mkdirSync(folder, { recursive: true });
  const wanted = new Set([...files.keys()].flatMap(pathsTo).map((name) => join(folder, name)));
  for (const [name, bytes] of files) {
    const file = join(folder, name);
    if (name.includes("/")) mkdirSync(dirname(file), { recursive: true });
    if (readIfExists(file)?.equals(bytes) !== true) writeAtomically(file, [bytes], dirname(folder));
  }
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  for (const path of found) if (!wanted.has(path)) rmSync(path, { recursive: true, force: true });
}
