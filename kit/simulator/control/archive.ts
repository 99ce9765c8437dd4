import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, posix, relative, resolve, sep } from "node:path";
import { gunzipSync, unzipSync, zipSync } from "fflate";
import { parseTar } from "nanotar";
import { CloudError, type Code, type Files } from "../contract.ts";
import { messageOf, systemCode } from "../errors.ts";
import { simulatorLimit } from "../limits.ts";
import { isArchive, isAsset, type WireArchive, type WireAsset } from "./wire.ts";

/** The name of the one file of an asset that is only text. */
export const textName = "text";

/**
 * Reads an asset or archive as it comes over the wire.
 * https://www.pulumi.com/docs/iac/concepts/assets-archives/
 *
 * An archive may be a folder, a zip, tar or tgz file, or a map of assets. An asset is one file under its base name. A zip or
 * tgz asset is unpacked, because that is how clouds read the objects that functions are deployed from.
 *
 * @param root - The folder that relative paths start from.
 * @throws CloudError `InvalidAsset` when the file does not exist, or cannot be read as an asset or archive.
 */
export async function readFiles(asset: unknown, root: string): Promise<Files> {
  if (isArchive(asset)) return sorted(await readArchive(asset, root));
  if (isAsset(asset)) return sorted(await readAsset(asset, root));
  throw invalid("Expected an asset or an archive.");
}

/** The bytes of an asset or archive, as {@link Code.pack} describes them. The same files give the same bytes. */
export async function packFiles(asset: unknown, root: string): Promise<Uint8Array> {
  if (isAsset(asset)) return readMember(asset, root);
  const path = isArchive(asset) && asset.path !== undefined ? resolve(root, asset.path) : undefined;
  if (path !== undefined && !(await isFolder(path))) return readBytes(path);
  return zipSync(Object.fromEntries(await readFiles(asset, root)), { mtime: packedAt });
}

/** The files in the bytes of an upload, as {@link Code.unpack} describes them. */
export function unpackFiles(bytes: Uint8Array): Files {
  return unpack(bytes, "The upload") ?? new Map([["content", bytes]]);
}

/** The earliest time that a zip file can record, so that the bytes do not depend on when it was packed. */
const packedAt = new Date(1980, 0, 1);

/** The hash of files, as {@link Code} describes it. It does not depend on how or in which order they were packed. */
export function hashFiles(files: Files): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of sorted(files)) {
    hash.update(`${path}\0${bytes.byteLength}\0`).update(bytes);
  }
  return hash.digest("hex");
}

function sorted(files: Files): Files {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function readArchive(archive: WireArchive, root: string): Promise<Files> {
  if (archive.assets !== undefined) return readMembers(archive.assets, root);
  if (archive.path === undefined) throw remote(archive);
  const path = resolve(root, archive.path);
  if (await isFolder(path)) return readFolder(path);
  const files = unpack(await readBytes(path), path);
  if (files === undefined) throw invalid(`${path} is not a zip, tar or tgz file.`);
  return files;
}

async function readAsset(asset: WireAsset, root: string): Promise<Files> {
  if (asset.text !== undefined) return new Map([[textName, new TextEncoder().encode(asset.text)]]);
  if (asset.path === undefined) throw remote(asset);
  const path = resolve(root, asset.path);
  const bytes = await readBytes(path);
  return unpack(bytes, path) ?? new Map([[basename(path), bytes]]);
}

async function readMembers(members: Readonly<Record<string, unknown>>, root: string): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const [name, member] of Object.entries(members)) {
    if (isArchive(member)) {
      for (const [path, bytes] of await readArchive(member, root)) files.set(safeName(`${name}/${path}`), bytes);
    } else if (isAsset(member)) {
      files.set(safeName(name), await readMember(member, root));
    } else throw invalid(`The archive's member "${name}" is neither an asset nor an archive.`);
  }
  return files;
}

async function readMember(asset: WireAsset, root: string): Promise<Uint8Array> {
  if (asset.text !== undefined) return new TextEncoder().encode(asset.text);
  if (asset.path === undefined) throw remote(asset);
  return readBytes(resolve(root, asset.path));
}

async function readFolder(folder: string): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (await isFolder(path)) continue;
    files.set(relative(folder, path).split(sep).join("/"), await readBytes(path));
  }
  return files;
}

/** The files in a packed file, or `undefined` when its first bytes are those of no known format. */
function unpack(bytes: Uint8Array, path: string): Files | undefined {
  const starts = (...signature: readonly number[]): boolean => signature.every((byte, index) => bytes[index] === byte);
  try {
    // https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.7, 4.3.16: a file's header, or an empty zip's end.
    if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return unzip(bytes);
    if (starts(0x1f, 0x8b)) return untar(gunzipSync(bytes));
    // https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html "ustar" at byte 257
    if (Buffer.from(bytes.subarray(257, 262)).toString() === "ustar") return untar(bytes);
    return undefined;
  } catch (error) {
    throw invalid(`${path} cannot be unpacked: ${messageOf(error)}.`, error);
  }
}

function unzip(bytes: Uint8Array): Files {
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith("/"));
  return new Map(entries.map(([name, data]) => [safeName(name), data]));
}

function untar(bytes: Uint8Array): Files {
  const files = parseTar(bytes).filter((entry) => entry.type === "file");
  return new Map(files.map(({ name, data }) => [safeName(name), data ?? new Uint8Array()]));
}

/** A relative path with `/` that does not lead out of its archive. */
function safeName(name: string): string {
  const path = posix.normalize(name.replaceAll("\\", "/"));
  if (posix.isAbsolute(path) || path === ".." || path.startsWith("../") || /^[a-z]:/i.test(path)) {
    throw invalid(`The archive's member "${name}" lies outside of the archive.`);
  }
  return path;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): CloudError {
  if (systemCode(error) !== "ENOENT") return invalid(`${path} cannot be read: ${messageOf(error)}.`, error);
  return invalid(
    `${path} does not exist. Relative paths start where the simulator was started; use an absolute path.`,
    error,
  );
}

function remote(asset: WireAsset): CloudError {
  const where = asset.uri ?? "an asset that is elsewhere";
  return simulatorLimit(`the simulator works offline and reads paths and texts only, not ${where}`);
}

function invalid(message: string, cause?: unknown): CloudError {
  return Object.assign(new CloudError("InvalidAsset", message), cause === undefined ? {} : { cause });
}
