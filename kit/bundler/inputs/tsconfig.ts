import { createRequire } from "node:module";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { parseJsonWithComments } from "../../spec/texts/json.ts";
import { readIfExists } from "../output/store.ts";
import { type Disk, joinAll, type Lookups, lookUp, packagePlaces } from "./lookups.ts";

/** Which files a TypeScript project's settings send an import to: https://www.typescriptlang.org/tsconfig/#paths */
export interface Aliases {
  /** Patterns with the absolute targets that may replace them. */
  readonly paths: readonly (readonly [pattern: string, targets: readonly string[]])[];
  /** Where imports that name a package are looked for first. */
  readonly baseUrl: string | undefined;
}

/** A project's settings, and the files that they are in. */
export interface TypeScriptSettings extends Lookups {
  readonly aliases: Aliases;
}

interface Settings {
  readonly extends?: unknown;
  readonly compilerOptions?: { readonly baseUrl?: unknown; readonly paths?: unknown };
}

const none: TypeScriptSettings = { read: [], missed: [], aliases: { paths: [], baseUrl: undefined } };

function parse(file: string): Settings {
  const text = readIfExists(file)?.toString() ?? "{}";
  try {
    return Object(parseJsonWithComments(text));
  } catch (error) {
    // esbuild says what is wrong with it, and goes on without it.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The file that a package's `exports` name. Undefined where they name none, or the package is not installed. */
function exportedFile(specifier: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(specifier);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "MODULE_NOT_FOUND" || code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}

/** Every file that `extends` may mean: https://www.typescriptlang.org/tsconfig/#extends */
function meantBy(specifier: string, from: string): readonly string[] {
  const folder = dirname(from);
  const forms = (path: string) => [path, `${path}.json`, join(path, "tsconfig.json")];
  if (specifier.startsWith(".") || isAbsolute(specifier)) return forms(resolve(folder, specifier));
  const exported = exportedFile(specifier, from);
  const [name = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier) ?? [];
  const manifests = packagePlaces(name, folder).map((place) => join(place, "package.json"));
  const main = manifests.flatMap((manifest) => {
    const { tsconfig } = parse(manifest) as { readonly tsconfig?: unknown };
    return typeof tsconfig === "string" ? [join(dirname(manifest), tsconfig)] : [];
  });
  return [...main, ...(exported === undefined ? [] : [exported]), ...packagePlaces(specifier, folder).flatMap(forms)];
}

function aliasesOf({ compilerOptions = {} }: Settings, folder: string, inherited: Aliases): Aliases {
  const { baseUrl, paths } = compilerOptions;
  const base = typeof baseUrl === "string" ? resolve(folder, baseUrl) : inherited.baseUrl;
  if (typeof paths !== "object" || paths === null) return { ...inherited, baseUrl: base };
  const own = Object.entries(paths).map(
    ([pattern, targets]) =>
      [pattern, [targets].flat().map((target) => resolve(base ?? folder, String(target)))] as const,
  );
  return { paths: own, baseUrl: base };
}

/**
 * Reads a project's settings with all that they extend.
 * @param seen - The files that led to it: where settings extend themselves, reading ends.
 */
export function readTypeScriptSettings(file: string, disk: Disk, seen: readonly string[] = []): TypeScriptSettings {
  if (seen.includes(file)) return none;
  const settings = parse(file);
  const extended = [settings.extends ?? []].flat().filter((each) => typeof each === "string");
  const bases = extended.map((specifier) => {
    const meant = lookUp(meantBy(specifier, file), disk);
    const [first] = meant.read;
    const base = first === undefined ? none : readTypeScriptSettings(first, disk, [...seen, file]);
    return { ...joinAll([meant, base]), aliases: base.aliases };
  });
  // The last of several decides.
  const inherited = bases.reduce<Aliases>(
    (before, { aliases }) => ({
      paths: aliases.paths.length > 0 ? aliases.paths : before.paths,
      baseUrl: aliases.baseUrl ?? before.baseUrl,
    }),
    none.aliases,
  );
  const { read, missed } = joinAll(bases);
  return { read: [file, ...read], missed, aliases: aliasesOf(settings, dirname(file), inherited) };
}
