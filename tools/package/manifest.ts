import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { simulatorPackage } from "../../kit/simulated/installed.ts";

const Table = v.record(v.string(), v.string());

/** What the packages take from the project's `package.json`. */
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
export type Project = v.InferOutput<typeof Project>;

export function readProject(folder: string): Project {
  return v.parse(v.pipe(v.string(), v.parseJson(), Project), readFileSync(join(folder, "package.json"), "utf8"));
}

const toScript = (source: string): string => source.replace(/\.ts$/, ".js");
const toDeclaration = (source: string): string => source.replace(/\.ts$/, ".d.ts");

/** The declarations of the modules that users import. */
export function entryDeclarations({ exports }: Project): readonly string[] {
  return Object.values(exports).map(toDeclaration);
}

/** The optional peer dependencies. */
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

/** The simulator's name in the project's `imports`: `#simulator`, `#simulator/client`. */
const simulatorAlias = "#simulator";

/** The simulator's modules that the main package imports: the project's names for them, and their files. */
const simulatorImports = ({ imports }: Project): readonly (readonly [string, string])[] =>
  Object.entries(imports).filter(([alias]) => alias.startsWith(simulatorAlias));

const pick = (versions: Readonly<Record<string, string>>, names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(versions).filter(([name]) => names.includes(name)));

/** The dependencies of a package: those of the project that its modules import. */
function dependencyFields({ dependencies, peerDependencies }: Project, imported: readonly string[]) {
  const undeclared = imported.filter((name) => !(name in dependencies) && !(name in peerDependencies));
  if (undeclared.length > 0) throw new Error(`package.json does not have what is imported: ${undeclared.join(", ")}.`);
  return { dependencies: pick(dependencies, imported), peerDependencies: pick(peerDependencies, imported) };
}

/**
 * The `package.json` of the main package: the project's, with JavaScript instead of sources, and nothing for development. It
 * does not declare the simulator: `npm ci --omit=dev` would install a development dependency that is an optional peer
 * dependency of another one. https://github.com/npm/cli/issues/7734
 *
 * @param imported - The packages that its modules import.
 */
export function packageManifest(project: Project, imported: readonly string[]): object {
  const { name, version, description, keywords, license, engines, bin, sideEffects, peerDependenciesMeta } = project;
  const { dependencies, peerDependencies } = dependencyFields(project, imported);
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
    imports: Object.fromEntries(
      simulatorImports(project).map(([alias]) => [alias, alias.replace(simulatorAlias, simulatorPackage)]),
    ),
    files: ["components", "kit", "policies", "docs", "templates", "CHANGELOG.md"],
    sideEffects: sideEffects.filter((path) => path.startsWith("./kit/")).map(toScript),
    dependencies,
    peerDependencies,
    peerDependenciesMeta,
  };
}

/**
 * The `package.json` of the simulator's package, which requires the main one in the same version.
 *
 * @param imported - The packages that its modules import.
 * @param vendored - The files of packages that it imports by names of its own.
 */
export function simulatorManifest(
  project: Project,
  imported: readonly string[],
  vendored: Readonly<Record<string, string>>,
): object {
  const { name, version, keywords, license, engines } = project;
  const { dependencies, peerDependencies } = dependencyFields(project, imported);
  return {
    name: simulatorPackage,
    version,
    description: `The clouds that ${name} simulates: AWS, Google Cloud, Azure and Cloudflare, for development and tests.`,
    keywords,
    license,
    type: "module",
    engines,
    exports: Object.fromEntries(
      simulatorImports(project).map(([alias, source]) => [alias.replace(simulatorAlias, "."), toScript(source)]),
    ),
    imports: vendored,
    files: ["kit", "vendor"],
    dependencies,
    peerDependencies: { ...peerDependencies, [name]: version },
  };
}
