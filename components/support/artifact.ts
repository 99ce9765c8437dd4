import { join, relative } from "node:path";
import { asset } from "@pulumi/pulumi";
import type { Artifact } from "../../kit/bundler/index.ts";

/** What builders need of an artifact. */
export type Code = Pick<Artifact, "directory" | "files" | "entry" | "hash">;

/** Where bundles are written: in the Pulumi program's folder, at paths that do not change with their content. */
export function buildFolder(): string {
  return join(process.cwd(), ".fourfold", "build");
}

/** Code as providers upload it. Paths are relative, so that the state is the same on every machine. */
export function archiveOf({ files, directory }: Code): asset.AssetArchive {
  const assets = files.map((file) => {
    const path = relative(process.cwd(), join(directory, file));
    return [file, new asset.FileAsset(path)] as const;
  });
  return new asset.AssetArchive(Object.fromEntries(assets));
}
