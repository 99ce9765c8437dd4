import assert from "node:assert/strict";
import { join } from "node:path";
import { bundle } from "../../../kit/bundler/index.ts";
import { codeOf, createProject, type Project } from "../project.ts";

/** A project, and a change of it that no source tells of. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** The text that is shipped before. */
  readonly before: string;
  change(project: Project): Promise<void>;
  /** The text that is shipped afterwards. */
  readonly after: string;
}

export const constant = (name: string, text: string) => `export const ${name} = "${text}";\n`;
export const greeting = (text: string) => constant("greeting", text);
export const passOn = (from: string) => `export { greeting } from "${from}";\n`;

/** Takes every file of a folder, since the name is known only when it runs. */
export const takesAll = (ending: string) =>
  `const load = (language) => import("./locales/" + language + "${ending}");\nexport const greeting = String(load);\n`;

/** Makes a test of each case: the change is noticed, and nothing else is taken for one. */
export function itIsMadeAgainWhen(cases: Readonly<Record<string, Case>>): void {
  for (const [name, { files, before, change, after }] of Object.entries(cases)) {
    it(name, async () => {
      await using project = await createProject(files);
      const first = await bundle(project.request("aws"));
      assert.match(await codeOf(first), new RegExp(before));
      assert.deepEqual(await bundle(project.request("aws")), first, "It is remembered while nothing changes.");

      await change(project);

      const code = await codeOf(await bundle(project.request("aws")));
      assert.match(code, new RegExp(after));
      const alone = await codeOf(await bundle(project.request("aws", { outdir: join(project.folder, "new") })));
      assert.equal(code, alone);
    });
  }
}
