import type { Artifact, ReportRow } from "./artifact.ts";
import type { Built, Described } from "./build/build.ts";
import { filesOf } from "./build/cloud-build.ts";
import { type Found, functionTitle } from "./handler/find.ts";
import { assetFolders, findAssets } from "./output/assets.ts";
import type { Contents } from "./output/contents.ts";
import { writeManifest } from "./output/manifest.ts";
import { writeMap } from "./output/maps.ts";
import { checkSize } from "./output/size.ts";
import { hashOfFiles, type Place, writeFolder } from "./output/store.ts";
import { targets } from "./targets.ts";

/** An artifact that is wanted, and the hash of what makes it. */
export interface Wanted extends Found {
  readonly place: Place;
  readonly made: string;
}

/** Every file and folder that an artifact is made from, absolute and sorted. */
export function inputsOf(found: Found, { inputs }: Described): readonly string[] {
  const assets = [...findAssets(found).values(), ...assetFolders(found)];
  return assets.length === 0 ? inputs : [...new Set([...inputs, ...assets])].sort();
}

/** What an artifact is made of, with the assets, the heaviest first. */
function reportOf(found: Found, files: ReadonlyMap<string, Uint8Array>, { report }: Described): readonly ReportRow[] {
  const assets = [...findAssets(found).keys()].map((path) => ({ path, bytes: files.get(path)?.length ?? 0 }));
  return assets.length === 0 ? report : [...report, ...assets].sort((a, b) => b.bytes - a.bytes);
}

function toArtifact(wanted: Wanted, files: ReadonlyMap<string, Uint8Array>, described: Described): Artifact {
  const { request, place } = wanted;
  const { cloud, set, name } = request;
  return {
    cloud,
    set,
    name,
    directory: place.code,
    files: [...files.keys()].sort(),
    entry: targets[cloud].entry,
    hash: hashOfFiles(files),
    rawBytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    sourceMap: place.sourceMap,
    inputs: inputsOf(wanted, described),
    absent: described.absent,
    report: reportOf(wanted, files, described),
    warnings: described.warnings,
  };
}

/**
 * Writes an artifact from what was built for it.
 *
 * @param since - When the build began, in epoch milliseconds.
 * @param contents - What the sources contained after the build.
 * @throws FourfoldError `ERR_LIMIT` with what is heavy when the cloud would refuse the artifact's size.
 */
export function makeArtifact(wanted: Wanted, built: Built, since: number, contents: Contents): Artifact {
  const { request, place, made } = wanted;
  const files = filesOf(wanted, built);
  const described = built.describe();
  const artifact = toArtifact(wanted, files, described);
  // No cloud gets a bundle for a debugger.
  if (request.debuggable !== true) checkSize(functionTitle(request), artifact, files);
  writeFolder(place.code, files);
  writeMap(place, described.map, artifact.hash);
  writeManifest(place, made, artifact, since, contents);
  return artifact;
}
