import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import * as v from "valibot";
import { buildPackages } from "../../../tools/package/build.ts";
import { startCommand } from "../../support/command.ts";
import { succeeded } from "./project.ts";

/** A package as it would be published. */
export interface Packed {
  /** What the tarball is made of. */
  readonly folder: string;
  readonly tarball: string;
  /** The paths of the files in the tarball, sorted. */
  readonly files: readonly string[];
  /** The text of one of them. */
  read(file: string): string;
}

/** All packages of the project. */
export interface AllPacked {
  readonly main: Packed;
  readonly simulator: Packed;
  remove(): void;
}

const Report = v.tuple([v.object({ filename: v.string(), files: v.array(v.object({ path: v.string() })) })]);

async function packOne(folder: string, place: string): Promise<Packed> {
  const npm = startCommand("npm", ["pack", `./dist/${basename(folder)}`, "--json", "--loglevel=error"], { cwd: place });
  const finished = await npm.finished;
  succeeded(finished);
  const [{ filename, files }] = v.parse(Report, JSON.parse(finished.stdout));
  return {
    folder,
    tarball: join(place, filename),
    files: files.map(({ path }) => path).sort(),
    read: (file) => readFileSync(join(folder, file), "utf8"),
  };
}

/** Makes the packages and their tarballs in a temporary folder. */
export async function pack(): Promise<AllPacked> {
  const place = mkdtempSync(join(tmpdir(), "fourfold-package-"));
  const built = await buildPackages(join(place, "dist"));
  return {
    main: await packOne(built.main, place),
    simulator: await packOne(built.simulator, place),
    remove: () => rmSync(place, { recursive: true, force: true }),
  };
}
