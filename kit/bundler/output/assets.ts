import { globSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { FourfoldError } from "../../spec/index.ts";
import { type Found, functionTitle, shown } from "../handler/find.ts";
import { foldersBelow } from "../inputs/globs.ts";
import { targets } from "../targets.ts";

function refuse({ request, handler }: Found, what: string, fix: string): FourfoldError {
  return new FourfoldError("ERR_SPEC", { where: `${functionTitle(request)} (${shown(handler)})`, what, fix });
}

/** The files that a pattern names, relative to the handler's folder. */
function filesAt(pattern: string, found: Found): readonly string[] {
  const folder = dirname(found.handler);
  const files = globSync(pattern, { cwd: folder }).filter((name) => statSync(join(folder, name)).isFile());
  if (files.length === 0) {
    throw refuse(
      found,
      `its asset "${pattern}" is not there.`,
      `Write it relative to ${shown(folder)}, where the handler is: "./templates/**".`,
    );
  }
  const outside = files.find((name) => isAbsolute(name) || relative(".", name).startsWith(".."));
  if (outside !== undefined) {
    throw refuse(
      found,
      `its asset "${outside}" is outside of ${shown(folder)}, where the handler is.`,
      "Move it there: what ships stands beside the code.",
    );
  }
  return files.map((name) => relative(".", name));
}

/**
 * The files that ship beside a function's code: their names there, and where they are.
 * @throws FourfoldError `ERR_SPEC` for a pattern that matches no file, a file outside of the handler's folder, or one with a name
 * that the cloud needs itself.
 */
export function findAssets(found: Found): ReadonlyMap<string, string> {
  const { assets = [] } = found.request;
  const names = new Set(assets.flatMap((pattern) => filesAt(pattern, found)));
  const { entry, files } = targets[found.request.cloud];
  const taken = [entry, ...Object.keys(files(found.request))].find((name) => names.has(name));
  if (taken !== undefined) {
    throw refuse(
      found,
      `its asset "${taken}" has the name of a file that ${found.request.cloud} needs.`,
      "Name it otherwise.",
    );
  }
  const folder = dirname(found.handler);
  return new Map([...names].sort().map((name) => [name.replaceAll(sep, "/"), join(folder, name)]));
}

/** Whether a part of a path is a pattern: https://nodejs.org/api/fs.html#fsglobsyncpattern-options */
const isPattern = (part: string): boolean => /[*?[{(]/.test(part);

/** The folders in which a new file may be an asset too. */
export function assetFolders({ request, handler }: Found): readonly string[] {
  return (request.assets ?? []).flatMap((pattern) => {
    const parts = pattern.split("/");
    const at = parts.findIndex(isPattern);
    if (at < 0) return [];
    const folder = resolve(dirname(handler), ...parts.slice(0, at));
    const isFlat = at === parts.length - 1 && parts[at] !== "**";
    return isFlat ? [folder] : foldersBelow(folder);
  });
}

/** The same files with what they contain. */
export function readAssets(found: Found): readonly (readonly [name: string, bytes: Uint8Array])[] {
  return [...findAssets(found)].map(([name, file]) => [name, readFileSync(file)]);
}
