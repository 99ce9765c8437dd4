import { defaultExport } from "./statements.ts";
import type { Syntax } from "./syntax.ts";
import { plain, textOf } from "./tree.ts";

/** How modules are found and read. */
export interface Modules {
  /** The syntax of a module's file, if it can be read. */
  read(file: string, text?: string): Promise<Syntax | undefined>;
  /** The file that an import of a file leads to. */
  resolve(importer: string, from: string): Promise<string | undefined>;
}

/** The name of the set that a constant of a module holds: `"shop"` of `const shop = functionSet("shop", …)`. */
export function ownSet({ constants, calls }: Syntax, local: string): string | undefined {
  const constant = constants.find(({ name }) => name === local);
  if (constant === undefined) return undefined;
  const { start } = plain(constant.value);
  const call = calls.find((each) => each.start === start);
  return call?.callee.from === "fourfold" && call.callee.name === "functionSet" ? textOf(call.values[0]) : undefined;
}

/** Follows re-exports from module to module, each of them at most once. */
export async function findSet(
  modules: Modules,
  file: string,
  name: string,
  seen: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  const key = `${name} ${file}`;
  const syntax = seen.has(key) ? undefined : await modules.read(file);
  if (syntax === undefined) return undefined;
  const follow = async (from: string, imported: string): Promise<string | undefined> => {
    const next = await modules.resolve(file, from);
    return next === undefined ? undefined : findSet(modules, next, imported, new Set([...seen, key]));
  };
  const own = syntax.exports.find((each) => each.name === name);
  if (own !== undefined && "local" in own) {
    const local = own.local === defaultExport ? defaultLocal(syntax) : own.local;
    const imported = syntax.imports.get(local);
    return imported === undefined ? ownSet(syntax, local) : follow(imported.from, imported.name);
  }
  if (own !== undefined) return follow(own.from, own.imported);
  for (const each of syntax.exports) {
    const found = "from" in each && each.name === "*" ? await follow(each.from, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The set that a name inside a module refers to. */
export async function findLocalSet(modules: Modules, file: string, local: string): Promise<string | undefined> {
  const syntax = await modules.read(file);
  const imported = syntax?.imports.get(local);
  if (syntax === undefined || imported === undefined) return syntax && ownSet(syntax, local);
  const next = await modules.resolve(file, imported.from);
  return next === undefined ? undefined : findSet(modules, next, imported.name);
}

/** What `export default shop` names, or the default export itself. */
function defaultLocal({ constants }: Syntax): string {
  const value = constants.find(({ name }) => name === defaultExport)?.value;
  return value?.type === "Identifier" ? String(value.name) : defaultExport;
}
