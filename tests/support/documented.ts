import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "./command.ts";

/** What stands below a heading, up to the next one. */
function sectionOf(text: string, heading: string): string {
  const [, section] = text.split(`\n${heading}\n`);
  if (section === undefined) throw new Error(`There is no section "${heading}".`);
  return section.split(/^#{2,} /m)[0] ?? "";
}

/** The files that sections of a document show, by path: each block below a line that is its path, as `` `policy/index.js`: ``. */
export function documentedFiles(document: string, ...headings: readonly string[]): Readonly<Record<string, string>> {
  const text = readFileSync(join(repository, document), "utf8");
  const sections = headings.map((heading) => sectionOf(text, heading)).join("");
  const blocks = sections.matchAll(/^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, path = "", body = ""]) => [path, body]));
}

/** A folder of such files in the project, where its packages and its own entries are found. It is removed at the end of its scope. */
export function writeDocumented(files: Readonly<Record<string, string>>): Disposable & { readonly folder: string } {
  mkdirSync(join(repository, ".fourfold"), { recursive: true });
  const folder = mkdtempSync(join(repository, ".fourfold", "documented-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
