import { resolve } from "node:path";
import type { BuildFailure, Message } from "esbuild";
import { FourfoldError } from "../../spec/index.ts";
import { shown } from "../handler/find.ts";

/** Whether esbuild refused the sources, and not something else went wrong. */
export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** Where in the sources a message of esbuild belongs: `src/api.ts:3:14`. */
export function positionOf({ location }: Message, project: string): string {
  if (location === null) return "";
  return `${shown(resolve(project, location.file), location.line)}:${location.column + 1}`;
}

/**
 * A refusal of esbuild as its reader can use it. Another error stays what it is.
 *
 * @param title - Where the function stands in messages: `Function "api" of set "shop"`.
 */
export function toCompileError(error: unknown, title: string, project: string): unknown {
  if (!isBuildFailure(error)) return error;
  const [first] = error.errors;
  const line = first?.location?.lineText.trim().slice(0, 120);
  const others = error.errors.length - 1;
  return new FourfoldError("ERR_HANDLER_COMPILE", {
    where: first === undefined ? title : `${title} (${positionOf(first, project)})`,
    what: `it does not compile: ${first?.text ?? error.message}.`,
    fix: `Correct ${line ? `\`${line}\`` : "the file"}${others > 0 ? `; ${others} more errors follow it` : ""}.`,
    cause: error,
  });
}

/** At least one. */
export type Some<T> = readonly [T, ...T[]];

/**
 * Builds for all at once. Where that fails, for each half, and so on, until it is known for which of them it fails:
 * one that is broken takes nothing from the others, and hides nothing of what is wrong with them.
 *
 * @returns What came of each, in their order.
 */
export async function settleEach<T, R>(
  all: Some<T>,
  build: (some: Some<T>) => Promise<readonly R[]>,
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
