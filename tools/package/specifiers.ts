import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A string that is a relative path to a TypeScript file: `"./aws.ts"`. */
const path = /(["'])(\.{1,2}\/[^"'\n]+)\.ts\1/g;

/**
 * Makes a module of the package find its neighbours, which are JavaScript there. Every relative path from the module to one of
 * our source files is changed, however it is used: `import`, `require`, `new URL(…, import.meta.url)`, types. Our code may name
 * its own files only in this way. Other paths, such as those of examples, stay.
 *
 * @param text - The compiled module.
 * @param source - The source file.
 */
export function toJavaScriptPaths(text: string, source: string): string {
  return text.replace(path, (whole, quote: string, stem: string) =>
    existsSync(join(dirname(source), `${stem}.ts`)) ? `${quote}${stem}.js${quote}` : whole,
  );
}

/** The relative paths in a module: of imports, of types, of files that it opens. */
export function relativePaths(text: string): readonly string[] {
  return [...text.matchAll(/(["'])(\.{1,2}\/[^"'\n]+\.\w+)\1/g)].map(([, , found = ""]) => found);
}

/** What a file imports, requires, or loads. */
export function importsOf(text: string): readonly string[] {
  const patterns = [
    /^\s*(?:import|export)\b[^;"']*?\bfrom\s+["']([^"']+)["']/gm,
    /^\s*import\s+["']([^"']+)["']/gm,
    /\bimport\(\s*["']([^"']+)["']\s*\)/g,
    /\brequire\(\s*["']([^"']+)["']\s*\)/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
}
