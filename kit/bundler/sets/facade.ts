import { basename, dirname } from "node:path";
import { sourceName } from "../build/sources.ts";
import { toPart } from "./parts.ts";

/** A module that stands in for one that exports sets, for importers that need only the sets' names. */
export interface Facade {
  /**
   * Whether it stands `before` the module, and passes on whatever else that exports and does, or `alone`: then neither the module
   * nor its imports become part of the code.
   */
  readonly stands: "before" | "alone";
  /** The file of the module. */
  readonly file: string;
  /** The name of each set, by the name of its export. */
  readonly sets: readonly (readonly [exported: string, set: string])[];
}

const form = /^fourfold:set\/(before|alone)\/(.*)(\?.*)$/s;

/** How an import names a facade. */
export function facadePath({ stands, file, sets }: Facade): string {
  return `fourfold:set/${stands}/${file}?${new URLSearchParams(Object.fromEntries(sets))}`;
}

/** The facade that an import or a source of a build names: both use the same form. */
export function toFacade(path: string): Facade | undefined {
  const [, stands, file, query] = form.exec(path) ?? [];
  if (file === undefined || (stands !== "before" && stands !== "alone")) return undefined;
  return { stands, file, sets: [...new URLSearchParams(query)] };
}

/** The file of a facade or of a part of a module, as a build names them. */
export function fileBehind(source: string): string | undefined {
  return (toFacade(source) ?? toPart(source))?.file;
}

/**
 * The text of a facade, and the folder that its import is relative to. Its own exports hide those of the same name that it
 * passes on: https://tc39.es/ecma262/#sec-getexportednames
 */
export function facadeText({ stands, file, sets }: Facade): { readonly contents: string; readonly resolveDir: string } {
  const passedOn = stands === "alone" ? [] : [`export * from ${JSON.stringify(`./${basename(file)}`)};`];
  const own = sets.map(([exported, set]) => {
    const value = `{ name: ${JSON.stringify(set)} }`;
    return exported === "default" ? `export default ${value};` : `export const ${exported} = ${value};`;
  });
  return { contents: [...passedOn, ...own, ""].join("\n"), resolveDir: dirname(file) };
}

/** The name of a facade in source maps: the same on every machine. */
export function facadeName({ file }: Facade, project: string): string {
  return `fourfold:${sourceName(file, project)}`;
}
