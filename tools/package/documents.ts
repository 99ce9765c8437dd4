import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** What users read or begin with. It stands beside the code, so that it always is of the same version. */
const documents = ["README.md", "LICENSE", "CHANGELOG.md", "docs", "templates"];

/** A link of Markdown: its text, and where it leads. */
const link = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/** Leaves of a link only its text where the package does not have what it leads to: tests, and pages for those who work on it. */
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
