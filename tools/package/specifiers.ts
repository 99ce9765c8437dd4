import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A text that is nothing but a relative path to a TypeScript file: `"./aws.ts"`. */
const path = /(["'])(\.{1,2}\/[^"'\n]+)\.ts\1/g;

/**
 * Makes a module of the package find its neighbours, which are JavaScript there. Every relative path counts that leads
 * from the module to a source file of ours, whoever uses it: `import`, `require`, `new URL(…, import.meta.url)`, types.
 * That is the one way in which our code may name its own files. Other paths, such as those of examples, stay.
 *
 * @param text what was compiled from the source
 * @param source the source's file
 */
export function toJavaScriptPaths(text: string, source: string): string {
  return text.replace(path, (whole, quote: string, stem: string) =>
    existsSync(join(dirname(source), `${stem}.ts`)) ? `${quote}${stem}.js${quote}` : whole,
  );
}

/** A relative path in a module: of an import, of a type, of a file that it opens. */
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
