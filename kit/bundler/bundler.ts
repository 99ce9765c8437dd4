import { channel } from "node:diagnostics_channel";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Build, Built } from "./build/build.ts";
import { builtFor, createCloudBuild, filesOf } from "./build/cloud-build.ts";
import { createHandlerChecks } from "./handler/checks.ts";
import { findHandler, functionTitle } from "./handler/find.ts";
import { howMade, readArtifact, writeManifest } from "./output/manifest.ts";
import { checkSize, packedSize } from "./output/size.ts";
import { hashOfFiles, type Place, placeOf, writeFolder, writeWhole } from "./output/store.ts";
import { targets } from "./targets.ts";

export interface BundlerOptions {
  /**
   * How long a handler's file may take to load when it is checked, in milliseconds. Clouds allow it one second (Workers,
   * https://developers.cloudflare.com/workers/platform/limits/#worker-startup-time) to ten (Lambda); a busy machine takes longer.
   * @default 5000
   */
  readonly longestLoad?: number;
}

/** Bundles again and again: what did not change since is not read again. */
export interface Bundler {
  /**
   * Makes the artifact of a function for a cloud, or finds it already made. After a source has changed, call it again.
   * A reader of the artifact's folder sees whole files at any time.
   *
   * @throws FourfoldError `ERR_HANDLER_MISSING`, `ERR_HANDLER_COMPILE` or `ERR_HANDLER_EXPORT` with file and line,
   * `ERR_LIMIT` with what is heavy when the cloud would refuse the artifact's size.
   */
  bundle(request: BundleRequest): Promise<Artifact>;
  /** Frees what was kept. */
  dispose(): Promise<void>;
}

function describe(
  request: BundleRequest,
  place: Place,
  files: ReadonlyMap<string, Uint8Array>,
  built: Built,
): Artifact {
  const { cloud, set, name } = request;
  return {
    cloud,
    set,
    name,
    directory: place.code,
    files: [...files.keys()].sort(),
    entry: targets[cloud].entry,
    hash: hashOfFiles(files),
    bytes: packedSize(files),
    rawBytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    sourceMap: place.sourceMap,
    inputs: built.inputs,
    report: built.report,
    warnings: built.warnings,
  };
}

/** Tells whoever listens in this process what is bundled, as `{ request, artifact }`: `fourfold dev` watches its sources. */
const bundled = channel("fourfold:bundled");

/** Makes a bundler that keeps its builds, for a watcher. {@link bundle} is for one time. */
export function createBundler({ longestLoad = 5_000 }: BundlerOptions = {}): Bundler {
  const builds = new Map<string, Build>();
  const checks = createHandlerChecks(longestLoad);

  const keep = (key: string, create: () => Build): Build => {
    const build = builds.get(key) ?? create();
    builds.set(key, build);
    return build;
  };

  const make = async (request: BundleRequest, handler: string, place: Place, made: string): Promise<Artifact> => {
    const since = Date.now();
    const build = keep(`${place.code} ${made}`, () => createCloudBuild([request], handler, true));
    const [checked, modules] = await Promise.allSettled([checks.check(request, handler, place), build.run()]);
    // A handler without default export does not link either, and the check says it better.
    if (checked.status === "rejected") throw checked.reason;
    if (modules.status === "rejected") throw modules.reason;
    const built = builtFor(request, modules.value);
    const files = filesOf(request, built);
    const artifact = describe(request, place, files, built);
    checkSize(functionTitle(request), request.cloud, artifact.bytes, artifact.report);
    await writeWhole(place.sourceMap, built.map);
    await writeFolder(place.code, files);
    await writeManifest(place, made, artifact, since);
    return artifact;
  };

  return {
    async bundle(request) {
      const handler = await findHandler(request);
      const place = placeOf(request);
      const made = await howMade(request, handler);
      const artifact = (await readArtifact(place, made)) ?? (await make(request, handler, place, made));
      bundled.publish({ request, artifact });
      return artifact;
    },
    async dispose() {
      await Promise.all([checks.dispose(), ...[...builds.values()].map((build) => build.dispose())]);
      builds.clear();
    },
  };
}

/**
 * Makes the artifact of a function for a cloud, or finds it already made.
 * @throws what {@link Bundler.bundle} throws.
 */
export async function bundle(request: BundleRequest): Promise<Artifact> {
  const bundler = createBundler();
  try {
    return await bundler.bundle(request);
  } finally {
    await bundler.dispose();
  }
}
