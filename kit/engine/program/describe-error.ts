import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What a program's author should read about an error: a mistake as its message alone, anything else with the lines of
 * the program that it went through.
 * @param folder the program's folder: paths are shown relative to it
 */
export function describeError(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return String(error);
  if (isRunError(error)) return error.message;
  if (error.name === "SyntaxError") return `${syntaxErrorPlace(error)}${error.name}: ${error.message}`;
  return [`${error.name}: ${error.message}`, ...ownFrames(error, folder)].join("\n");
}

/** Mistakes of the user's: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/errors.ts */
function isRunError(error: Error): boolean {
  const isMistake = "__pulumiRunError" in error && error.__pulumiRunError === true;
  return isMistake || ("hideStack" in error && error.hideStack === true);
}

/** Node puts the file and the line of a syntax error before its name. */
function syntaxErrorPlace(error: Error): string {
  const { stack = "" } = error;
  return stack.slice(0, Math.max(0, stack.indexOf(`${error.name}:`)));
}

/** The stack's lines in the program itself: not in its packages, and not in Node. */
function ownFrames(error: Error, folder: string): readonly string[] {
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const own = frames
    .map((frame) => frame.replace(/file:\/\/[^\s):]+/, (url) => fileURLToPath(url)))
    .filter((frame) => frame.includes(folder + sep) && !frame.includes(`${sep}node_modules${sep}`));
  return own.map((frame) => frame.replace(folder + sep, ""));
}
