import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { BundleRequest } from "../artifact.ts";

/** Where the parts of an artifact stand. No name changes with the content. */
export interface Place {
  /** Holds everything about one function on one cloud. */
  readonly folder: string;
  readonly code: string;
  readonly sourceMap: string;
  readonly manifest: string;
  /** The hash of the handler that was found right last: the same for all clouds. */
  readonly checked: string;
}

export function placeOf({ outdir, set, name, cloud }: BundleRequest): Place {
  const ofFunction = resolve(outdir, set, name);
  const folder = join(ofFunction, cloud);
  return {
    folder,
    code: join(folder, "code"),
    sourceMap: join(folder, "index.map"),
    manifest: join(folder, "manifest.json"),
    checked: join(ofFunction, "checked"),
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
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR");
}

/** A file's bytes, or `undefined` where there is none. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Writes a file so that a reader sees the old content or the new, never a part. */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  // Beside the file's folder, because that one may be read as a whole, and on the same disk, as renaming needs.
  const draft = join(dirname(dirname(file)), `.${randomUUID()}`);
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Makes a folder hold exactly some files. Those that change come last but whole, one at a time. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of files) {
    const file = join(folder, name);
    const old = await readIfThere(file);
    if (old === undefined || !old.equals(bytes)) await writeWhole(file, bytes);
  }
  const extra = (await readdir(folder)).filter((name) => !files.has(name));
  await Promise.all(extra.map((name) => rm(join(folder, name), { recursive: true })));
}
