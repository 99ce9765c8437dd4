import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

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

/** Lines that are neither empty, nor comment, nor import. */
export function codeLines(text: string): number {
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const withoutImports = withoutComments.replace(/^(?:import|export)\b[^;]*?\bfrom "[^"]+";$/gm, "");
  return withoutImports.split("\n").filter((line) => line.trim() !== "").length;
}
