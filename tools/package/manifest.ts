import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";

const Table = v.record(v.string(), v.string());

/** What the package takes over from the project's `package.json`. */
const Project = v.object({
  name: v.string(),
  version: v.string(),
  description: v.string(),
  keywords: v.array(v.string()),
  license: v.string(),
  engines: Table,
  bin: Table,
  exports: Table,
  imports: Table,
  sideEffects: v.array(v.string()),
  dependencies: Table,
  peerDependencies: Table,
  peerDependenciesMeta: v.record(v.string(), v.object({ optional: v.boolean() })),
});
type Project = v.InferOutput<typeof Project>;

export function readProject(folder: string): Project {
  return v.parse(v.pipe(v.string(), v.parseJson(), Project), readFileSync(join(folder, "package.json"), "utf8"));
}

const toScript = (source: string): string => source.replace(/\.ts$/, ".js");
const toDeclaration = (source: string): string => source.replace(/\.ts$/, ".d.ts");

/** The declarations of what users import. */
export function entryDeclarations({ exports }: Project): readonly string[] {
  return Object.values(exports).map(toDeclaration);
}

/** The packages that only some users have. */
export function optionalPackages({ peerDependenciesMeta }: Project): readonly string[] {
  return Object.entries(peerDependenciesMeta).flatMap(([name, { optional }]) => (optional ? [name] : []));
}

/**
 * `exports` for Node and newer compilers, `typesVersions` for `"moduleResolution": "node"`, which does not read them:
 * https://www.typescriptlang.org/docs/handbook/declaration-files/publishing.html#version-selection-with-typesversions
 */
function entryFields({ exports }: Project): object {
  const main = exports["."] ?? "";
  const entries = Object.entries(exports);
  return {
    main: toScript(main),
    types: toDeclaration(main),
    exports: {
      ...Object.fromEntries(
        entries.map(([name, source]) => [name, { types: toDeclaration(source), default: toScript(source) }]),
      ),
      "./package.json": "./package.json",
    },
    typesVersions: {
      "*": Object.fromEntries(
        entries.flatMap(([name, source]) => (name === "." ? [] : [[name.slice(2), [toDeclaration(source)]]])),
      ),
    },
  };
}

/**
 * The `package.json` of the package: the project's, with JavaScript in the place of sources, and nothing for development.
 *
 * @param imports where the package has what it imports by a name of its own
 */
export function packageManifest(project: Project, imports: Readonly<Record<string, string>>): object {
  const { name, version, description, keywords, license, engines, bin, sideEffects, ...rest } = project;
  const { dependencies, peerDependencies, peerDependenciesMeta } = rest;
  return {
    name,
    version,
    description,
    keywords,
    license,
    type: "module",
    engines,
    bin,
    ...entryFields(project),
    imports,
    files: ["components", "kit", "vendor", "docs", "templates", "CHANGELOG.md"],
    sideEffects: sideEffects.filter((path) => path.startsWith("./kit/")).map(toScript),
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
  };
}
