import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { FourfoldError, functionLimits, type Sourced } from "../../spec/index.ts";
import type { Artifact } from "../artifact.ts";

/**
 * What a ZIP archive adds for a file, besides its name, which it contains twice:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
const perFile = 30 + 46;
const perArchive = 22;

/** The size in bytes of some files as they are uploaded: an archive with everything compressed. */
function packedSize(files: Iterable<readonly [string, Uint8Array]>): number {
  const sizes = [...files].map(([name, bytes]) => deflateRawSync(bytes).length + perFile + 2 * Buffer.byteLength(name));
  return sizes.reduce((sum, size) => sum + size, perArchive);
}

/**
 * The size in bytes of an artifact as it is uploaded. An estimate, since every cloud compresses in its own way. It is not
 * part of every artifact, because compressing takes longer than making one.
 */
export function packedSizeOf({ directory, files }: Pick<Artifact, "directory" | "files">): number {
  return packedSize(files.map((name) => [name, readFileSync(join(directory, name))]));
}

const kilobytes = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KB`;

/** An artifact's size that its cloud limits. */
interface Measured {
  readonly bytes: number;
  readonly limit: Sourced<number | false>;
  /** How it was measured, for a reader. */
  readonly how: string;
}

/** The first size that is too large. Compressing takes time: artifacts that are small enough uncompressed do not need it. */
function findExcess(
  { cloud, rawBytes }: Pick<Artifact, "cloud" | "rawBytes">,
  files: ReadonlyMap<string, Uint8Array>,
): Measured | undefined {
  const { bundle: packed, unpackedBundle: unpacked } = functionLimits[cloud];
  const exceeds = (bytes: number, { value }: Sourced<number | false>) => value !== false && bytes > value;
  if (exceeds(rawBytes, unpacked)) return { bytes: rawBytes, limit: unpacked, how: "not compressed" };
  if (!exceeds(rawBytes, packed)) return undefined;
  const bytes = packedSize(files);
  return exceeds(bytes, packed) ? { bytes, limit: packed, how: "compressed" } : undefined;
}

/**
 * Refuses a bundle that its cloud would refuse.
 * @throws FourfoldError `ERR_LIMIT` with what is heavy in it.
 */
export function checkSize(
  where: string,
  artifact: Pick<Artifact, "cloud" | "rawBytes" | "report">,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  const excess = findExcess(artifact, files);
  if (excess === undefined) return;
  const { bytes, limit, how } = excess;
  const { cloud, report } = artifact;
  const heavy = report.slice(0, 10).map(({ path, bytes: size }) => `  ${kilobytes(size).padStart(12)}  ${path}`);
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `its bundle has ${kilobytes(bytes)} ${how}; ${cloud} takes at most ${kilobytes(Number(limit.value))} (${limit.source}). Heaviest, not compressed:\n${heavy.join("\n")}\n`,
    fix: "Import less, or something lighter.",
  });
}
