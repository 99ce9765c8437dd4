import { globSync } from "node:fs";
import { sep } from "node:path";

/** All test files, relative to the project, sorted. */
export function findTests(project: string): readonly string[] {
  const found = globSync("tests/**/*.test.ts", { cwd: project });
  return found.map((file) => file.replaceAll(sep, "/")).sort();
}

/**
 * The files of each area that has any: a file belongs to the area with the longest folder that contains it.
 *
 * @throws Error when a file is in no area, so that it would never run.
 */
export function groupByArea(
  files: readonly string[],
  folders: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const [folder] = folders.filter((each) => file.startsWith(`${each}/`)).sort((a, b) => b.length - a.length);
    if (folder === undefined) throw new Error(`${file} belongs to no area: add one to tools/test/areas.ts.`);
    groups.set(folder, [...(groups.get(folder) ?? []), file]);
  }
  return groups;
}

/** The chosen files, by file or folder, or all. */
export function chosenTests(files: readonly string[], wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return files;
  const paths = wanted.map((each) => each.replace(/^\.\//, "").replace(/\/+$/, ""));
  const missing = paths.filter((path) => !files.some((file) => isIn(file, path)));
  if (missing.length > 0) throw new Error(`${missing.join(", ")}: no tests are there.`);
  return files.filter((file) => paths.some((path) => isIn(file, path)));
}

function isIn(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`);
}
