import { resolve } from "node:path";
import type { BuildFailure, Message } from "esbuild";
import { FourfoldError, type Problem } from "../../spec/index.ts";
import { type Found, functionTitle, shown } from "../handler/find.ts";
import { readIfExists } from "../output/store.ts";
import { fileBehind } from "../sets/facade.ts";
import { builtinsSource, workersCompatibility } from "../workers/builtins.ts";
import { packageOf } from "./packages.ts";
import { projectOf } from "./sources.ts";

/** Whether esbuild refused the sources, and not something else went wrong. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

const fileOf = (source: string, project: string): string => fileBehind(source) ?? resolve(project, source);

/** The position in the sources that a message of esbuild is about: `src/api.ts:3:14`. */
export function positionOf({ location }: Message, project: string): string {
  if (location === null) return "";
  return `${shown(fileOf(location.file, project), location.line)}:${location.column + 1}`;
}

/** The line that a message is about, as it is in its file: esbuild may have seen a changed one. */
function lineIn({ location }: Message, project: string): string | undefined {
  if (location === null) return undefined;
  const { file, line, lineText } = location;
  return readIfExists(fileOf(file, project))?.toString().split("\n")[line - 1] ?? lineText;
}

/** What esbuild says, with the names of modules as their importers write them. */
function withoutFacades(text: string): string {
  return text.replaceAll(/"(fourfold:[^"]*)"/g, (whole, path) => {
    const file = fileBehind(path);
    return file === undefined ? whole : JSON.stringify(shown(file));
  });
}

/** The package that a message's file belongs to, if it is somebody else's. */
function ownerOf({ location }: Message, project: string): string | undefined {
  return location === null ? undefined : packageOf(fileOf(location.file, project));
}

/** What the reader of a message can do, by its text. The first that matches counts. */
const waysOut: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    /^Could not resolve "(node:[^"]*)"/,
    (name) =>
      `Workers do not have "${name}" (compatibility date ${workersCompatibility.compatibilityDate}, ${builtinsSource}): take a package that does without, or deploy this function to another cloud.`,
  ],
  [
    /^Could not resolve "(cloudflare:[^"]*)"/,
    () => "Only Workers have it: import it in functions that run on cloudflare alone.",
  ],
  [/^Could not resolve "((?:@[\w.-]+\/)?[a-z\d][\w.-]*)(?=[/"])/i, (name) => `Install it: \`npm install ${name}\`.`],
  [
    /"(\.node)" files/,
    () => "An addon in machine code cannot be bundled: take a package of JavaScript or WebAssembly in its place.",
  ],
  [
    /No loader is configured for "(\.[^"]+)" files/,
    () => 'Import it `with { type: "text" }` or `with { type: "bytes" }`.',
  ],
];

function wayOut({ text }: Message): string | undefined {
  for (const [pattern, say] of waysOut) {
    const [, name] = pattern.exec(text) ?? [];
    if (name !== undefined) return say(name);
  }
  return undefined;
}

/** What is wrong with a source, and what to do. Nobody is told to correct somebody else's file. */
function explain(message: Message, project: string): Pick<Problem, "what" | "fix"> {
  const owner = ownerOf(message, project);
  const line = lineIn(message, project)?.trim().slice(0, 120);
  if (owner === undefined) {
    return {
      what: `it does not compile: ${withoutFacades(message.text)}.`,
      fix: wayOut(message) ?? `Correct ${line ? `\`${line}\`` : "the file"}.`,
    };
  }
  return {
    what: `package "${owner}" cannot be bundled: ${message.text}.`,
    fix: wayOut(message) ?? "Take another version of it, or another package.",
  };
}

/** An error of esbuild as its reader can use it. Any other error stays as it is. */
export function toCompileError(error: unknown, { request, handler }: Found): unknown {
  if (!isBuildFailure(error)) return error;
  const [first] = error.errors;
  const others = error.errors.length - 1;
  const title = functionTitle(request);
  if (first === undefined) return error;
  const project = projectOf(handler);
  const { what, fix } = explain(first, project);
  const position = positionOf(first, project);
  return new FourfoldError("ERR_HANDLER_COMPILE", {
    where: position === "" ? title : `${title} (${position})`,
    what,
    fix: others > 0 ? `${fix} ${others} more errors follow it.` : fix,
    cause: error,
  });
}

/** A list of at least one. */
export type NonEmpty<T> = readonly [T, ...T[]];

/**
 * Builds all at once. Where that fails, it builds each half, and so on, until it is known which of them fail: a broken one
 * neither stops the others nor hides their errors.
 *
 * @returns The result of each, in their order.
 */
export async function settleEach<T, R>(
  all: NonEmpty<T>,
  build: (some: NonEmpty<T>) => Promise<readonly R[]>,
): Promise<readonly PromiseSettledResult<R>[]> {
  try {
    const results = await build(all);
    return results.map((value) => ({ status: "fulfilled", value }));
  } catch (reason) {
    const [first, ...others] = all;
    const [next, ...last] = others.splice(Math.floor(others.length / 2));
    if (next === undefined || !isBuildFailure(reason)) return all.map(() => ({ status: "rejected", reason }));
    return [...(await settleEach([first, ...others], build)), ...(await settleEach([next, ...last], build))];
  }
}
