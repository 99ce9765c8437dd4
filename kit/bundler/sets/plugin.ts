import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin, PluginBuild } from "esbuild";
import { memoize } from "../build/memoize.ts";
import { readIfExists } from "../output/store.ts";
import { facadePath, facadeText, toFacade } from "./facade.ts";
import { findSet, type Modules } from "./find-set.ts";
import { partPath, toPart } from "./parts.ts";
import { isModule, type Reader } from "./reader.ts";
import { findSchema, schemaText, toSchemaOf } from "./schema.ts";
import {
  type Edit,
  edited,
  frontText,
  partText,
  restHasNoSideEffects,
  type Split,
  setsAsNames,
  splitModule,
} from "./split.ts";
import type { ImportStatement, Syntax } from "./syntax.ts";

/** The code of this package that runs in functions: it mentions sets, and neither describes nor uses one. */
const own = ["spec/", "runtime/"].map((folder) => fileURLToPath(new URL(`../../${folder}`, import.meta.url)));

/**
 * Whether a module may describe sets, or use one. Packages have hundreds of modules, in which only handlers and sets are looked
 * for.
 */
function mayConcernSets(file: string, bytes: Buffer): boolean {
  if (own.some((folder) => file.startsWith(folder))) return false;
  if (bytes.includes("functionSet") || bytes.includes("fourfold/runtime")) return true;
  return !file.includes(`${sep}node_modules${sep}`) && bytes.includes(".name");
}

/** The imports of a statement from which a module needs nothing but the set's name. */
function namesOnly({ values }: ImportStatement, { references }: Syntax): ImportStatement["values"] {
  return values.filter(({ local }) => {
    const uses = references.filter(({ name }) => name === local);
    return uses.length > 0 && uses.every(({ asName }) => asName);
  });
}

/** What the plugin asks of modules. */
interface Sources extends Modules {
  /** Whether importers that need only the names of its sets need nothing else of a module. */
  isForNames(syntax: Syntax): boolean;
}

function isForNames(syntax: Syntax): boolean {
  const split = splitModule(syntax, setsAsNames(syntax));
  return split !== undefined && restHasNoSideEffects(split);
}

/** Makes a module import facades instead of modules that export sets, where it needs only the sets' names. */
async function importNames(sources: Sources, file: string, syntax: Syntax): Promise<readonly Edit[]> {
  const edits = syntax.importStatements.map(async (statement): Promise<readonly Edit[]> => {
    const wanted = namesOnly(statement, syntax).filter(({ name }) => name !== "*");
    const target = wanted.length === 0 ? undefined : await sources.resolve(file, statement.from);
    if (target === undefined) return [];
    const sets = await Promise.all(
      wanted.map(async ({ name }) => [name, await findSet(sources, target, name)] as const),
    );
    const found = sets.flatMap(([name, set]) => (set === undefined ? [] : [[name, set] as const]));
    if (found.length === 0) return [];
    const described = found.length === statement.values.length ? await sources.read(target) : undefined;
    const stands = described !== undefined && sources.isForNames(described) ? "alone" : "before";
    const facade = { stands, file: target, sets: [...new Map(found)].sort(([a], [b]) => (a < b ? -1 : 1)) } as const;
    return [{ ...statement.place, text: JSON.stringify(facadePath(facade)) }];
  });
  return (await Promise.all(edits)).flat();
}

function createResolver(build: PluginBuild): Modules["resolve"] {
  return async (importer, from) => {
    const { path, namespace, errors } = await build.resolve(from, {
      kind: "import-statement",
      importer,
      resolveDir: dirname(importer),
    });
    return errors.length === 0 && namespace === "file" ? path : undefined;
  };
}

/** A module as it is built: its changes, and its parts if it describes sets. */
interface Built {
  readonly syntax: Syntax;
  readonly edits: readonly Edit[];
  readonly split: Split | undefined;
}

async function toBuilt(sources: Sources, file: string, text?: string): Promise<Built | undefined> {
  const syntax = await sources.read(file, text);
  if (syntax === undefined) return undefined;
  const edits = [...setsAsNames(syntax), ...(await importNames(sources, file, syntax))];
  return { syntax, edits, split: splitModule(syntax, edits) };
}

/** Resolves and loads facades and the parts of modules. */
function addOwnModules(build: PluginBuild, sources: Sources): void {
  build.onResolve({ filter: /^fourfold:(?:set|described|rest)\// }, async ({ path: whole }) => {
    const path = whole.slice("fourfold:".length);
    const part = toPart(whole);
    if (part === undefined) return { path, namespace: "fourfold" };
    const split = part.name === "rest" ? (await toBuilt(sources, part.file))?.split : undefined;
    // The description of a set has no effect on whoever does not use it.
    const isNeeded = part.name === "rest" && !(split && restHasNoSideEffects(split));
    return { path, namespace: "fourfold", ...(isNeeded ? {} : { sideEffects: false }) };
  });
  build.onLoad({ filter: /^set\//, namespace: "fourfold" }, ({ path }) => {
    const facade = toFacade(`fourfold:${path}`);
    return facade && { ...facadeText(facade), loader: "js" };
  });
  build.onLoad({ filter: /^(?:described|rest)\//, namespace: "fourfold" }, async ({ path }) => {
    const part = toPart(`fourfold:${path}`);
    const { syntax, edits, split } = (part && (await toBuilt(sources, part.file))) ?? {};
    if (!part || !syntax || !edits || !split) return undefined;
    return { contents: partText(part, syntax, edits, split), resolveDir: dirname(part.file), loader: "default" };
  });
}

/** Resolves and loads the schemas of consumers. */
function addSchemas(build: PluginBuild, modules: Modules): void {
  build.onResolve({ filter: /^fourfold:schema-of\// }, async ({ path }) => {
    const of = toSchemaOf(path);
    const part = await findSchema(modules, of);
    if (part !== undefined) return { path: partPath(part).slice("fourfold:".length), namespace: "fourfold" };
    const text = `The schema of "${of.resource}" cannot be followed to where it is written. In the set "${of.set}", write \`resources: { ${of.resource}: queue(Schema) }\` with a schema that is a constant of the module, or imported by name`;
    return { errors: [{ text, location: { file: of.file } }] };
  });
  build.onLoad({ filter: /^schema\//, namespace: "fourfold" }, async ({ path }) => {
    const { file, span } = toPart(`fourfold:${path}`) ?? {};
    const syntax = file === undefined ? undefined : await modules.read(file);
    if (file === undefined || span === undefined || syntax === undefined) return undefined;
    return { contents: schemaText(syntax, span), resolveDir: dirname(file), loader: loaderOf(file) };
  });
}

/** How esbuild reads a module that has no file of its own. */
const loaderOf = (file: string) => (/\.[cm]?tsx?$/.test(file) ? "ts" : "js");

/**
 * Keeps function sets out of the code that runs, which needs only their names: everything else of them is settled in the entry. A
 * set stays in the code as a whole where a handler uses more of it, or where it cannot be traced to its description.
 *
 * esbuild leaves out what nobody uses, but chooses short names by the letters of whole modules. So a module that describes sets
 * is split, and their descriptions do not influence even that.
 */
export function setsPlugin(read: Reader): Plugin {
  return {
    name: "fourfold-sets",
    setup(build) {
      const sources: Sources = { read, resolve: createResolver(build), isForNames: memoize(isForNames) };
      addOwnModules(build, sources);
      addSchemas(build, sources);
      build.onLoad({ filter: isModule, namespace: "file" }, async ({ path }) => {
        const bytes = readIfExists(path);
        if (bytes === undefined || !mayConcernSets(path, bytes)) return undefined;
        const built = await toBuilt(sources, path, bytes.toString());
        if (built === undefined) return undefined;
        const { syntax, edits, split } = built;
        if (split !== undefined) return { contents: frontText(path, syntax, split), loader: "js" };
        return edits.length === 0 ? undefined : { contents: edited(syntax.text, edits), loader: "default" };
      });
    },
  };
}
