import { realpathSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { FourfoldError, nearest } from "../../spec/index.ts";
import type { BundleRequest } from "../artifact.ts";

/** A function to be bundled, and the file it was found in. */
export interface Found {
  readonly request: BundleRequest;
  /** The real path of the handler's file. */
  readonly handler: string;
}

/** How errors name a function. */
export function functionTitle({ name, set }: Pick<BundleRequest, "name" | "set">): string {
  return `Function "${name}" of set "${set}"`;
}

/** How errors name a file: relative to where the command runs. */
export function shown(file: string, line?: number): string {
  const path = relative(process.cwd(), file);
  return line === undefined ? path : `${path}:${line}`;
}

/** The number of the first line that a pattern matches, or 1. */
export function lineOf(text: string, pattern: string | RegExp): number {
  const at = typeof pattern === "string" ? text.indexOf(pattern) : text.search(pattern);
  return text.slice(0, Math.max(at, 0)).split("\n").length;
}

/** The file of a folder whose name is most similar to that of a missing one: another ending, another case, a letter or two. */
async function nearMiss(file: string): Promise<string | undefined> {
  const stem = (name: string) => basename(name, extname(name));
  const names = (await readdir(dirname(file)).catch(() => [])).sort();
  const meant = nearest(stem(file), names.map(stem));
  return names.find((name) => stem(name) === meant);
}

/** The set's file: its root is a file URL in ES modules, a path in CommonJS. */
export function setFile({ root }: Pick<BundleRequest, "root">): string {
  return root.startsWith("file:") ? fileURLToPath(root) : root;
}

async function missing(request: BundleRequest, file: string): Promise<FourfoldError> {
  const set = setFile(request);
  const line = lineOf(await readFile(set, "utf8").catch(() => ""), request.handler);
  const near = await nearMiss(file);
  return new FourfoldError("ERR_HANDLER_MISSING", {
    where: `${functionTitle(request)} (${shown(set, line)})`,
    what: `the file ${shown(file)} does not exist.`,
    fix:
      near === undefined
        ? "Create it, or correct `handler`."
        : `Did you mean "./${relative(dirname(set), join(dirname(file), near))}"?`,
  });
}

/**
 * The real path of a handler's file.
 * @throws FourfoldError `ERR_HANDLER_MISSING` with the file's name that was probably meant.
 */
export async function findHandler(request: BundleRequest): Promise<string> {
  const file = resolve(dirname(setFile(request)), request.handler);
  try {
    return realpathSync.native(file);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") throw await missing(request, file);
    throw cause;
  }
}
