import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { parseSync } from "oxc-parser";

export { importsOf } from "../../tools/package/specifiers.ts";

/** A source file of the project. */
export interface Source {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript and JavaScript file that git knows or would add, outside of generated folders. */
export function sources(): readonly Source[] {
  const listed = execFileSync("git", [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "*.ts",
    "*.js",
    "*.mjs",
    "*.cjs",
  ]);
  const paths = listed.toString().trim().split("\n");
  // Git lists a file that was just deleted or moved until that is staged.
  return paths.filter((path) => existsSync(path)).map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

/** Lines that are neither empty, nor comment, nor import. A parser finds them: `"/*"` in a text begins no comment. */
export function codeLines({ path, text }: Source): number {
  const { comments, module } = parseSync(path, text);
  const passedOn = module.staticExports.filter(({ entries }) => entries.every((entry) => entry.moduleRequest));
  const others = [...comments, ...module.staticImports, ...passedOn].toSorted((one, other) => other.start - one.start);
  const code = others.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
  return code.split("\n").filter((line) => line.trim() !== "").length;
}
