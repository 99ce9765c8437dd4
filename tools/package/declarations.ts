import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { relativePaths } from "./specifiers.ts";

/** Declarations, and those they need. */
function reachable(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const path of relativePaths(readFileSync(file, "utf8"))) {
      const next = join(dirname(file), path.replace(/\.js$/, ".d.ts"));
      if (existsSync(next)) visit(next);
    }
  };
  for (const entry of entries) visit(entry);
  return found;
}

/** Removes the declarations that no entry of the package leads to: their modules cannot be imported. */
export function removeUnreachable(declarations: readonly string[], entries: readonly string[]): readonly string[] {
  const kept = reachable(entries);
  for (const file of declarations) if (!kept.has(file)) rmSync(file);
  return [...kept];
}

/**
 * Lets the declarations compile without optional packages: users who deploy to one cloud have one SDK, and the types of the
 * other clouds' resources become `any`. The compiler reports an import that it cannot find at its line.
 * https://www.typescriptlang.org/docs/handbook/intro-to-js-ts.html#ts-check
 */
export function tolerateMissing(file: string, optional: readonly string[]): void {
  const lines = readFileSync(file, "utf8").split("\n");
  const imports = (line: string): boolean =>
    optional.some((name) => line.includes(`"${name}"`) || line.includes(`"${name}/`));
  const marked = lines.flatMap((line) => (imports(line) ? ["// @ts-ignore: an optional peer dependency", line] : line));
  if (marked.length !== lines.length) writeFileSync(file, marked.join("\n"));
}
