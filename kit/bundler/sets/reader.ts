import { memoize } from "../build/memoize.ts";
import { readIfExists } from "../output/store.ts";
import { type Parser, readSyntax, type Syntax } from "./syntax.ts";

export const isModule = /\.[cm]?[jt]sx?$/;

/**
 * Reads the syntax of a file, if it is a module and parses.
 * @param text - Its text, if that has been read.
 */
export type Reader = (file: string, text?: string) => Promise<Syntax | undefined>;

/** Parses each text once. */
export function createReader(): Reader {
  let parser: Promise<Parser> | undefined;
  const readers = memoize((file: string) =>
    memoize(async (text: string) => {
      parser ??= import("oxc-parser");
      return readSyntax(file, text, await parser);
    }),
  );
  return async (file, text) => {
    if (!isModule.test(file)) return undefined;
    const content = text ?? readIfExists(file)?.toString();
    return content === undefined ? undefined : readers(file)(content);
  };
}
