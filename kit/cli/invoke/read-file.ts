import { readFileSync } from "node:fs";
import { FourfoldError } from "../../spec/index.ts";

/** A file that an option names. */
export interface NamedFile {
  /** Its name in messages. */
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a file that an option names; `-` is standard input.
 * @throws FourfoldError `ERR_USAGE` when it does not exist, or cannot be read.
 */
export function readNamedFile(option: string, file: string): NamedFile {
  try {
    return { name: file === "-" ? "The standard input" : file, text: readFileSync(file === "-" ? 0 : file, "utf8") };
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    const why = cause.code === "ENOENT" ? "does not exist" : `cannot be read: ${cause.message}`;
    throw new FourfoldError("ERR_USAGE", {
      where: option,
      what: `the file ${file} ${why}.`,
      fix: "Correct it.",
      cause,
    });
  }
}
