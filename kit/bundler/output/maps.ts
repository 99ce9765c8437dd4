import {
  closeSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../spec/index.ts";
import { type Place, readIfExists, writeAtomically } from "./store.ts";

/** Maps of earlier code that are kept for each function and cloud: instances that still run it write stacks. */
const mostEarlier = 10;

/**
 * The field in which a map says which code it is of. Fields that begin with `x_` are extensions, which tools ignore: "Extensions" in
 * https://docs.google.com/document/d/1U1RGAehQwRypUTovF1KRlpiOFze0b-_2gc6fAH0KY0k
 */
const label = "x_fourfold_code";
const labelled = new RegExp(`^\\{\\s*"${label}": "([0-9a-f]{64})"`);

function withLabel(map: readonly Uint8Array[], hash: string): readonly Uint8Array[] {
  const [start, ...rest] = map;
  if (start === undefined) return map;
  return [Buffer.from(`{\n  "${label}": "${hash}",`), start.subarray(1), ...rest];
}

/** The hash of the code that a map is of, if the map exists and says so. Only the start of the map is read, which may be large. */
function codeOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const opened = openSync(file, "r");
  try {
    const start = Buffer.alloc(128);
    return labelled.exec(start.toString("latin1", 0, readSync(opened, start)))?.[1];
  } finally {
    closeSync(opened);
  }
}

/** Keeps the existing map, under the hash of its code, and drops the oldest ones. */
function keepEarlier({ sourceMap, earlierMaps }: Place, hash: string): void {
  const earlier = codeOf(sourceMap);
  if (earlier === undefined || earlier === hash) return;
  mkdirSync(earlierMaps, { recursive: true });
  renameSync(sourceMap, join(earlierMaps, `${earlier}.map`));
  const files = readdirSync(earlierMaps).map((name) => join(earlierMaps, name));
  const ages = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  const old = ages.toSorted((a, b) => b.time - a.time).slice(mostEarlier);
  for (const { file } of old) rmSync(file, { force: true });
}

/**
 * Writes the source map of new code, and keeps that of the code before.
 * @param hash - That of the artifact.
 */
export function writeMap(place: Place, map: readonly Uint8Array[], hash: string): void {
  keepEarlier(place, hash);
  writeAtomically(place.sourceMap, withLabel(map, hash));
}

/**
 * The source map of exactly the code with some hash, as JSON: of the last bundle, or of one of the ten before it.
 * @param outdir - The folder of all artifacts.
 * @param hash - That of the artifact.
 */
export function findSourceMap(outdir: string, cloud: Cloud, hash: string): string | undefined {
  const [earlier] = globSync(`*/*/${cloud}/earlier/${hash}.map`, { cwd: outdir });
  const found =
    earlier ?? globSync(`*/*/${cloud}/index.map`, { cwd: outdir }).find((file) => codeOf(join(outdir, file)) === hash);
  return found === undefined ? undefined : readIfExists(join(outdir, found))?.toString();
}
