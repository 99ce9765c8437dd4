import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repository } from "../../tests/support/command.ts";
import { namesOf } from "./names.ts";
import { sourcesOf } from "./sources.ts";

/** A project of many functions in a temporary folder, which is removed at the end of its scope. */
export interface Project extends Disposable {
  readonly folder: string;
  /** The names of its functions, or of its sets. */
  readonly names: readonly string[];
}

/**
 * Creates a project with a number of names.
 *
 * @param sources - Returns its files, by path. @default a function for each name
 */
export function createProject(count: number, sources = sourcesOf): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-scale-")));
  const names = namesOf(count);
  for (const [path, text] of Object.entries(sources(names))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  return { folder, names, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
