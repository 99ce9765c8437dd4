import { readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What a program's author should read about an error: a mistake as its message alone, anything else with its place:
 * where the code cannot be read, which import finds nothing, or the lines of the program that it went through.
 * @param folder the program's folder: paths are shown relative to it
 */
export function describeError(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return String(error);
  if (isRunError(error)) return error.message;
  const { name } = error;
  // CommonJS lists everything on the way, which the lines below the message say better.
  const message = error.message.replace(/\nRequire stack:\n(?:- .*\n?)*$/, "").trimEnd();
  const before = codePlace(error, folder) ?? importPlace(error, folder);
  return [...before, `${name}: ${shorten(message, folder)}`, ...places(error, folder)].join("\n");
}

/** Mistakes of the user's: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/errors.ts */
function isRunError(error: Error): boolean {
  const isMistake = "__pulumiRunError" in error && error.__pulumiRunError === true;
  return isMistake || ("hideStack" in error && error.hideStack === true);
}

/** Paths as they are known in the program's folder. */
function shorten(text: string, folder: string): string {
  return withPaths(text).replaceAll(folder + sep, "");
}

function withPaths(text: string): string {
  return text.replace(/file:\/\/[^\s):'"]+/g, (url) => (URL.canParse(url) ? fileURLToPath(url) : url));
}

/** Node puts file, line and code before the name of an error in code that it cannot read. */
function codePlace({ name, stack = "" }: Error, folder: string): readonly string[] | undefined {
  if (name !== "SyntaxError") return undefined;
  const start = stack.search(/^SyntaxError(?: \[\w+\])?: /m);
  return start <= 0 ? undefined : [shorten(stack.slice(0, start).trimEnd(), folder)];
}

/** The line that imports what is not there: Node tells the file alone. */
function importPlace({ message }: Error, folder: string): readonly string[] {
  const [, wanted, importer] = /^Cannot find (?:module|package) '(.+)' imported from (\S+)$/m.exec(message) ?? [];
  if (wanted === undefined || importer === undefined) return [];
  const isWanted = (name: string): boolean =>
    name === wanted || name.startsWith(`${wanted}/`) || resolve(dirname(importer), name) === wanted;
  const lines = readFileSync(importer, "utf8").split("\n");
  const at = lines.findIndex((line) => [...line.matchAll(/(["'])(.+?)\1/g)].some(([, , name = ""]) => isWanted(name)));
  return at < 0 ? [] : [`${relative(folder, importer)}:${at + 1}`, lines[at] ?? ""];
}

/** Where this package's own code is: what it did on the way to the program says nothing about the program. */
const ours = resolve(import.meta.dirname, "../..") + sep;

/** The stack's lines in the program itself: not in its packages, not in Node, and not in this package. */
function places(error: Error, folder: string): readonly string[] {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const isOwn = (frame: string): boolean =>
    frame.includes(folder + sep) && !frame.includes(`${sep}node_modules${sep}`) && !frame.includes(ours);
  return frames
    .map(withPaths)
    .filter(isOwn)
    .map((frame) => shorten(frame, folder));
}
