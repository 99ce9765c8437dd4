import { readFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Describes an error to the program's author: a mistake by its message alone, anything else with its place: where the code
 * cannot be parsed, which import fails, or the program's lines in the stack.
 * @param folder - The program's folder: paths are shown relative to it.
 */
export function describeError(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return String(error);
  if (isRunError(error)) return error.message;
  const { name } = error;
  // CommonJS lists the whole require stack, which the lines below the message show better.
  const message = error.message.replace(/\nRequire stack:\n(?:- .*\n?)*$/, "").trimEnd();
  const before = codePlace(error, folder) ?? importPlace(error, folder);
  return [...before, `${name}: ${shorten(message, folder)}`, ...places(error, folder)].join("\n");
}

/** The user's mistakes: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/errors.ts */
function isRunError(error: Error): boolean {
  const isMistake = "__pulumiRunError" in error && error.__pulumiRunError === true;
  return isMistake || ("hideStack" in error && error.hideStack === true);
}

/** Paths relative to the program's folder. */
function shorten(text: string, folder: string): string {
  return withPaths(text).replaceAll(folder + sep, "");
}

function withPaths(text: string): string {
  return text.replace(/file:\/\/[^\s):'"]+/g, (url) => (URL.canParse(url) ? fileURLToPath(url) : url));
}

/** Node puts file, line and code before the name of an error in code that it cannot parse. */
function codePlace({ name, stack = "" }: Error, folder: string): readonly string[] | undefined {
  if (name !== "SyntaxError") return undefined;
  const start = stack.search(/^SyntaxError(?: \[\w+\])?: /m);
  return start <= 0 ? undefined : [shorten(stack.slice(0, start).trimEnd(), folder)];
}

/** The line that imports a missing module: Node reports only the file. */
function importPlace({ message }: Error, folder: string): readonly string[] {
  const [, wanted, importer] = /^Cannot find (?:module|package) '(.+)' imported from (\S+)$/m.exec(message) ?? [];
  if (wanted === undefined || importer === undefined) return [];
  const isWanted = (name: string): boolean =>
    name === wanted || name.startsWith(`${wanted}/`) || resolve(dirname(importer), name) === wanted;
  const lines = readFileSync(importer, "utf8").split("\n");
  const at = lines.findIndex((line) => [...line.matchAll(/(["'])(.+?)\1/g)].some(([, , name = ""]) => isWanted(name)));
  return at < 0 ? [] : [`${relative(folder, importer)}:${at + 1}`, lines[at] ?? ""];
}

/** The folder of this package's own code, whose stack lines do not help the program's author. */
const ours = resolve(import.meta.dirname, "../..") + sep;

/** The stack's lines in the program itself: not in its packages, in Node, or in this package. */
function places(error: Error, folder: string): readonly string[] {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const isOwn = (frame: string): boolean =>
    frame.includes(folder + sep) && !frame.includes(`${sep}node_modules${sep}`) && !frame.includes(ours);
  return frames
    .map(withPaths)
    .filter(isOwn)
    .map((frame) => shorten(frame, folder));
}
