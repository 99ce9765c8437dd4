import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { buildPackage } from "../../../tools/package/build.ts";
import { startCommand } from "../../support/command.ts";
import { succeeded } from "./project.ts";

/** The package as it would be published. */
export interface Packed {
  /** What the tarball is made of. */
  readonly folder: string;
  readonly tarball: string;
  /** The paths of the files in the tarball, sorted. */
  readonly files: readonly string[];
  /** The text of one of them. */
  read(file: string): string;
  remove(): void;
}

const Report = v.tuple([v.object({ filename: v.string(), files: v.array(v.object({ path: v.string() })) })]);

/** Makes the package and its tarball in a temporary folder. */
export async function pack(): Promise<Packed> {
  const place = mkdtempSync(join(tmpdir(), "fourfold-package-"));
  const folder = join(place, "dist");
  await buildPackage(folder);
  const npm = startCommand("npm", ["pack", "./dist", "--json", "--loglevel=error"], { cwd: place });
  const finished = await npm.finished;
  succeeded(finished);
  const [{ filename, files }] = v.parse(Report, JSON.parse(finished.stdout));
  return {
    folder,
    tarball: join(place, filename),
    files: files.map(({ path }) => path).sort(),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}
