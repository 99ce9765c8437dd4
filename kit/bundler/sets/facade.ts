import { basename, dirname } from "node:path";
import { sourceName } from "../build/sources.ts";
import { toPart } from "./parts.ts";

/**
 * A module that stands before one that exports sets, for those who need only the sets' names. Its own exports hide those
 * of the same name that it passes on: https://tc39.es/ecma262/#sec-getexportednames
 */
export interface Facade {
  /** The file of the module. */
  readonly file: string;
  /** The name of each set, by the name of its export. */
  readonly sets: readonly (readonly [exported: string, set: string])[];
}

const prefix = "fourfold:set/";

/** How an import names a facade. */
export function facadePath({ file, sets }: Facade): string {
  return `${prefix}${file}?${new URLSearchParams(Object.fromEntries(sets))}`;
}

/** The facade that an import names, or a build's source: they are called alike. */
export function toFacade(path: string): Facade | undefined {
  if (!path.startsWith(prefix)) return undefined;
  const query = path.lastIndexOf("?");
  return { file: path.slice(prefix.length, query), sets: [...new URLSearchParams(path.slice(query))] };
}

/** The file of a facade or of a part of a module, as a build calls them. */
export function fileBehind(source: string): string | undefined {
  return (toFacade(source) ?? toPart(source))?.file;
}

/** The text of a facade, and the folder that its import is relative to. */
export function facadeText({ file, sets }: Facade): { readonly contents: string; readonly resolveDir: string } {
  const from = JSON.stringify(`./${basename(file)}`);
  const own = sets.map(([exported, set]) => {
    const value = `{ name: ${JSON.stringify(set)} }`;
    return exported === "default" ? `export default ${value};` : `export const ${exported} = ${value};`;
  });
  return { contents: [`export * from ${from};`, ...own, ""].join("\n"), resolveDir: dirname(file) };
}

/** What maps call a facade: the same on every machine. */
export function facadeName({ file }: Facade, project: string): string {
  return `fourfold:${sourceName(file, project)}`;
}
