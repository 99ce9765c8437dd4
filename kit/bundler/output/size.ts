import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { FourfoldError, functionLimits } from "../../spec/index.ts";
import type { Artifact } from "../artifact.ts";

/** What a ZIP archive adds for a file, beside its name, which it carries twice: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const perFile = 30 + 46;
const perArchive = 22;

/** The size in bytes of some files as they are uploaded: an archive with everything compressed. */
function packedSize(files: Iterable<readonly [string, Uint8Array]>): number {
  const sizes = [...files].map(([name, bytes]) => deflateRawSync(bytes).length + perFile + 2 * Buffer.byteLength(name));
  return sizes.reduce((sum, size) => sum + size, perArchive);
}

/**
 * The size in bytes of an artifact as it is uploaded. An estimate, since every cloud packs in its own way. It is not
 * part of every artifact, because compressing takes longer than making one.
 */
export function packedSizeOf({ directory, files }: Pick<Artifact, "directory" | "files">): number {
  return packedSize(files.map((name) => [name, readFileSync(join(directory, name))]));
}

const kilobytes = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KB`;

/**
 * Refuses a bundle that its cloud would refuse.
 * @throws FourfoldError `ERR_LIMIT` with what is heavy in it.
 */
export function checkSize(
  where: string,
  { cloud, rawBytes, report }: Pick<Artifact, "cloud" | "rawBytes" | "report">,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  const { value: largest, source } = functionLimits[cloud].bundle;
  if (largest === false || rawBytes <= largest) return;
  const bytes = packedSize(files);
  if (bytes <= largest) return;
  const heavy = report.slice(0, 10).map(({ path, bytes: size }) => `  ${kilobytes(size).padStart(12)}  ${path}`);
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `its bundle has ${kilobytes(bytes)} compressed; ${cloud} takes at most ${kilobytes(largest)} (${source}). Heaviest, not compressed:\n${heavy.join("\n")}\n`,
    fix: "Import less, or something lighter.",
  });
}
