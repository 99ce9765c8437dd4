import { readdir, readFile, rm, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { version as esbuild } from "esbuild";
import type { Artifact, BundleRequest } from "../artifact.ts";
import { hashOf, hashOfFiles, type Place, readIfThere, writeWhole } from "./store.ts";

/** What an artifact was made from, by which tools, and what came of it. Paths are relative to the manifest. */
interface Manifest {
  /** Hash of everything that is not a source: the request, esbuild, the bundler itself. */
  readonly made: string;
  /** The hash of every input. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly artifact: Omit<Artifact, "directory" | "sourceMap" | "inputs">;
}

/** The bundler's own folder. */
const own = fileURLToPath(new URL("..", import.meta.url));

/** The hash of the tools and of the request. The bundler's own files count: a change in them changes bundles. */
export async function howMade(request: BundleRequest, handler: string): Promise<string> {
  const names = (await readdir(own, { recursive: true })).filter((name) => name.endsWith(".ts")).sort();
  const files = await Promise.all(names.map((name) => readFile(join(own, name))));
  const { set, name, trigger, cloud, settings } = request;
  const asked = { set, name, trigger, cloud, settings, handler: relative(resolve(request.outdir), handler) };
  return hashOf(JSON.stringify([asked, esbuild, files.map(hashOf)]));
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "made" in value && "inputs" in value && "artifact" in value;
}

/** Reads a manifest. One that was damaged is as good as none: the bundle is made again. */
function parse(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function isUnchanged(file: string, hash: string): Promise<boolean> {
  const bytes = await readIfThere(file);
  return bytes !== undefined && hashOf(bytes) === hash;
}

async function readCode(place: Place, names: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await Promise.all(
    names.map(async (name) => [name, await readIfThere(join(place.code, name))] as const),
  );
  return new Map(found.flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const])));
}

/** The artifact that is already there, if it was made from exactly the same, and nobody changed it since. */
export async function readArtifact(place: Place, made: string): Promise<Artifact | undefined> {
  const text = await readIfThere(place.manifest);
  const manifest = text === undefined ? undefined : parse(text.toString());
  if (manifest?.made !== made) return undefined;
  const inputs = Object.entries(manifest.inputs).map(([path, hash]) => [resolve(place.folder, path), hash] as const);
  const same = await Promise.all(inputs.map(([path, hash]) => isUnchanged(path, hash)));
  if (same.includes(false)) return undefined;
  const { artifact } = manifest;
  if (hashOfFiles(await readCode(place, artifact.files)) !== artifact.hash) return undefined;
  const { code: directory, sourceMap } = place;
  return { ...artifact, directory, sourceMap, inputs: inputs.map(([path]) => path) };
}

/**
 * Notes what an artifact was made from. It comes last: an artifact without it is made again. So is one whose sources
 * changed while it was built, since nobody knows which content esbuild saw.
 *
 * @param since - When the build began, in epoch milliseconds.
 */
export async function writeManifest(place: Place, made: string, artifact: Artifact, since: number): Promise<void> {
  const { directory: _directory, sourceMap: _sourceMap, inputs, ...rest } = artifact;
  const times = await Promise.all(inputs.map(async (path) => (await stat(path)).mtimeMs));
  if (times.some((time) => time >= since)) return rm(place.manifest, { force: true });
  const hashes = await Promise.all(
    inputs.map(async (path) => [portable(place.folder, path), hashOf(await readFile(path))] as const),
  );
  const manifest: Manifest = { made, inputs: Object.fromEntries(hashes), artifact: rest };
  await writeWhole(place.manifest, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function portable(folder: string, path: string): string {
  const inFolder = relative(folder, path);
  return isAbsolute(inFolder) ? path : inFolder;
}
