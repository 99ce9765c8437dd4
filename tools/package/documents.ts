import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The documents and templates for users, packaged with the code so that they are always of the same version. */
const documents = ["README.md", "LICENSE", "CHANGELOG.md", "docs", "templates"];

/** A Markdown link: its text and its target. */
const link = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/** Replaces links to what is not in the package, such as tests and pages for contributors, by their text. */
function withoutDeadLinks(markdown: string, folder: string): string {
  return markdown.replace(link, (whole, text: string, target: string) => {
    const isElsewhere = /^(?:[a-z]+:|#)/.test(target);
    return isElsewhere || existsSync(resolve(folder, target.replace(/#.*$/, ""))) ? whole : text;
  });
}

/** Copies the documents of a project into a package. */
export function copyDocuments(project: string, output: string): void {
  for (const name of documents) cpSync(join(project, name), join(output, name), { recursive: true });
  for (const name of globSync(["*.md", "docs/*.md"], { cwd: output })) {
    const file = join(output, name);
    writeFileSync(file, withoutDeadLinks(readFileSync(file, "utf8"), dirname(file)));
  }
}
