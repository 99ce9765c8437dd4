import { readdirSync, readFileSync, rmSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { version as esbuild } from "esbuild";
import type { Artifact } from "../artifact.ts";
import { keyOfOptions } from "../build/own-options.ts";
import type { Found } from "../handler/find.ts";
import { findAssets } from "./assets.ts";
import type { Contents } from "./contents.ts";
import { hashOf, hashOfFiles, type Place, readIfExists, writeAtomically } from "./store.ts";

/** What an artifact was made from, by which tools, and the result. */
interface Manifest {
  /** Hash of everything that is not a source: the request, esbuild, the bundler itself. */
  readonly made: string;
  /** Every input, relative to the folder of all artifacts. */
  readonly inputs: readonly string[];
  /** Every path that did not exist, relative to the same folder. */
  readonly absent: readonly string[];
  /** One hash for what the inputs contain. */
  readonly contents: string;
  readonly artifact: Omit<Artifact, "directory" | "sourceMap" | "inputs" | "absent">;
}

/** The bundler's own folder, and how its modules end: in the package they are JavaScript. */
const own = fileURLToPath(new URL("..", import.meta.url));
const ending = extname(import.meta.filename);

/** The hash of what makes artifacts. The bundler's own files count: a change in them changes bundles. */
export function hashOfTools(): string {
  const names = readdirSync(own, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));
  return hashOf(JSON.stringify([esbuild, ...names.sort().map((name) => hashOf(readFileSync(join(own, name))))]));
}

/** The hash of the tools and of what is asked of them. */
export function howMade(tools: string, found: Found, { root }: Place): string {
  const { request, handler } = found;
  // Another list of files is another artifact; a changed file is a changed input.
  const assets = [...findAssets(found).keys()];
  const { set, name, trigger, cloud, settings, debuggable } = request;
  const bundle = keyOfOptions(request);
  const asked = { set, name, trigger, cloud, settings, bundle, debuggable, assets, handler: relative(root, handler) };
  return hashOf(JSON.stringify([asked, tools]));
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "made" in value && "absent" in value && "artifact" in value;
}

/** Reads a manifest. A damaged one counts as missing: the bundle is made again. */
function parse(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isManifest(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readCode(place: Place, names: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const found = names.map((name) => [name, readIfExists(join(place.code, name))] as const);
  return new Map(found.flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const])));
}

/** The artifact that exists already, if it was made from exactly the same, and nobody has changed it since. */
export function readArtifact(place: Place, made: string, contents: Contents): Artifact | undefined {
  const text = readIfExists(place.manifest);
  const manifest = text === undefined ? undefined : parse(text.toString());
  if (manifest?.made !== made) return undefined;
  const inputs = manifest.inputs.map((path) => contents.fromPortable(place.root, path));
  const absent = manifest.absent.map((path) => contents.fromPortable(place.root, path));
  if (absent.some(contents.has) || contents.hashOfAll(inputs) !== manifest.contents) return undefined;
  const { artifact } = manifest;
  if (hashOfFiles(readCode(place, artifact.files)) !== artifact.hash) return undefined;
  const { code: directory, sourceMap } = place;
  return { ...artifact, directory, sourceMap, inputs, absent };
}

/**
 * Notes what an artifact was made from. It is written last: an artifact without it is made again. So is one whose sources changed
 * while it was built, since it is not known which content esbuild saw.
 *
 * @param since - When the build began, in epoch milliseconds.
 * @param contents - What the sources contained after the build.
 */
export function writeManifest(place: Place, made: string, artifact: Artifact, since: number, contents: Contents): void {
  const { directory: _directory, sourceMap: _sourceMap, inputs, absent, ...rest } = artifact;
  const hash = contents.hashOfAll(inputs);
  const isOld = absent.some(contents.has) || inputs.some((path) => contents.changedAt(path) >= since);
  if (hash === undefined || isOld) {
    rmSync(place.manifest, { force: true });
    return;
  }
  const toPortable = (path: string) => contents.toPortable(place.root, path);
  const manifest: Manifest = {
    made,
    inputs: inputs.map(toPortable),
    absent: absent.map(toPortable),
    contents: hash,
    artifact: rest,
  };
  writeAtomically(place.manifest, [Buffer.from(JSON.stringify(manifest))]);
}
