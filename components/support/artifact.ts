import { join, relative } from "node:path";
import { asset } from "@pulumi/pulumi";
import type { Artifact } from "../../kit/bundler/index.ts";

/** The part of an artifact that builders need. */
export type Code = Pick<Artifact, "directory" | "files" | "entry" | "hash">;

/** Where bundles are written: in the Pulumi program's folder, at paths that do not change with their content. */
export function buildFolder(): string {
  return join(process.cwd(), ".fourfold", "build");
}

/** Code in the form in which providers upload it. Paths are relative, so that the state is the same on every machine. */
export function archiveOf({ files, directory }: Code): asset.AssetArchive {
  const assets = files.map((file) => {
    const path = relative(process.cwd(), join(directory, file));
    return [file, new asset.FileAsset(path)] as const;
  });
  return new asset.AssetArchive(Object.fromEntries(assets));
}
