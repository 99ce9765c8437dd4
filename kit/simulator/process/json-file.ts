import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseJson } from "../contract/read.ts";
import { systemCode } from "../errors.ts";

/** Writes a file for other processes to read, atomically. Only this user can read it. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What another process has written. `undefined` if the file does not exist, or if {@link writeJson} did not write it. */
export function readJson(file: string): unknown {
  try {
    return parseJson(readFileSync(file, "utf8"));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
