/**
 * Writes `tests/components/lowest/<package>.json`: the properties that the lowest accepted version of each cloud's SDK
 * has, for the types that components create. Run it after raising `ranges` in `components/support/sdks.ts`, or when a
 * component creates another type: `npm run gen:lowest`. It downloads these versions from npm.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clouds } from "fourfold";
import { packages, ranges } from "../../components/support/sdks.ts";
import type { PackageName } from "../../kit/simulator/contract.ts";
import type { Members, PackageSchema, Shape } from "../../kit/simulator/control/check/schema.ts";
import { everyResource } from "../../tests/components/every-resource.ts";
import { readFolder } from "./sdk.ts";

/** The properties of each type as dotted paths. `*` is any name, `**` is anything below. */
export interface KnownProperties {
  readonly version: string;
  readonly types: Readonly<Record<string, readonly string[]>>;
}

/** All properties of members as paths. A recursive shape is followed once. */
function pathsOf(members: Members, shapes: PackageSchema["shapes"], seen: readonly string[] = []): readonly string[] {
  const below = (shape: Shape): readonly string[] => {
    if ("type" in shape && shape.type === "any") return ["**"];
    if ("type" in shape && shape.type === "map") return ["*", ...below(shape.items).map((path) => `*.${path}`)];
    if ("items" in shape) return below(shape.items);
    if ("anyOf" in shape) return shape.anyOf.flatMap(below);
    if (!("ref" in shape) || seen.includes(shape.ref)) return [];
    return pathsOf(shapes[shape.ref] ?? {}, shapes, [...seen, shape.ref]);
  };
  return Object.entries(members).flatMap(([name, shape]) => [name, ...below(shape).map((path) => `${name}.${path}`)]);
}

/** Unpacks a version of a package from npm into a folder, without its dependencies. */
function unpack(name: string, version: string, folder: string): string {
  const npm = ["pack", `${name}@${version}`, "--silent", "--pack-destination", folder];
  const tarball = execFileSync("npm", npm, { encoding: "utf8", cwd: folder }).trim();
  const target = join(folder, "package");
  execFileSync("tar", ["-xzf", join(folder, tarball), "-C", folder]);
  return target;
}

function readLowest(name: PackageName, version: string, tokens: readonly string[]): KnownProperties {
  const folder = mkdtempSync(join(tmpdir(), "fourfold-lowest-"));
  try {
    const schema = readFolder(unpack(`@pulumi/${name}`, version, folder), name, tokens, []);
    const types = Object.entries(schema.types).map(([token, { inputs }]) => {
      return [token, [...new Set(pathsOf(inputs, schema.shapes))].sort()] as const;
    });
    return { version, types: Object.fromEntries(types) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const target = new URL("../../tests/components/lowest/", import.meta.url);
  mkdirSync(target, { recursive: true });
  for (const cloud of clouds) {
    const name = packages[cloud];
    const tokens = (await everyResource(cloud)).map(({ type }) => type);
    const known = readLowest(name, ranges[cloud].slice(1), [...new Set(tokens)].sort());
    writeFileSync(new URL(`${name}.json`, target), `${JSON.stringify(known, undefined, 1)}\n`);
    console.log(`${name} ${known.version}: ${Object.keys(known.types).length} types`);
  }
}
