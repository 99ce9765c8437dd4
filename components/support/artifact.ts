import { join, relative } from "node:path";
import { asset } from "@pulumi/pulumi";
import type { Artifact } from "../../kit/bundler/index.ts";

/** Where bundles are written: in the Pulumi program's folder, at paths that do not change with their content. */
export function buildFolder(): string {
  return join(process.cwd(), ".fourfold", "build");
}

/** An artifact as providers upload it. Paths are relative, so that the state is the same on every machine. */
export function archiveOf(artifact: Artifact): asset.AssetArchive {
  const files = artifact.files.map((file) => {
    const path = relative(process.cwd(), join(artifact.directory, file));
    return [file, new asset.FileAsset(path)] as const;
  });
  return new asset.AssetArchive(Object.fromEntries(files));
}
