import { basename, dirname } from "node:path";
import { sourceName } from "../build/sources.ts";
import { toPart } from "./parts.ts";

/** A module that stands for one that exports sets, for those who need only the sets' names. */
export interface Facade {
  /**
   * Whether it stands `before` the module, and passes on what else that exports and does, or `alone`: then nothing of the
   * module is read for the code, nor what the module imports.
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

/** The facade that an import names, or a build's source: they are called alike. */
export function toFacade(path: string): Facade | undefined {
  const [, stands, file, query] = form.exec(path) ?? [];
  if (file === undefined || (stands !== "before" && stands !== "alone")) return undefined;
  return { stands, file, sets: [...new URLSearchParams(query)] };
}

/** The file of a facade or of a part of a module, as a build calls them. */
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

/** What maps call a facade: the same on every machine. */
export function facadeName({ file }: Facade, project: string): string {
  return `fourfold:${sourceName(file, project)}`;
}
