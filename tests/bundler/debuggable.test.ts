import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, createRebuilder, debuggableVariable } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { createProject } from "./project.ts";

const inline = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\n$/;

const codeOf = ({ directory }: { readonly directory: string }, entry: string): Promise<string> =>
  readFile(join(directory, entry), "utf8");

/** The sources that the map inside of some code names. */
function sourcesIn(code: string): readonly string[] {
  const [, data = ""] = inline.exec(code) ?? [];
  return JSON.parse(Buffer.from(data, "base64").toString()).sources;
}

describe("a bundle for a debugger", () => {
  for (const cloud of clouds) {
    it(`for ${cloud} keeps the names of the sources' variables, and the full paths of the sources in a map inside`, async () => {
      await using project = await createProject();
      const request = project.request(cloud);

      const plain = await bundle(request);
      const plainCode = await codeOf(plain, plain.entry);
      const debuggable = await bundle({ ...request, debuggable: true });
      const code = await codeOf(debuggable, debuggable.entry);

      assert.doesNotMatch(plainCode, /sourceMappingURL|\bgreeting\b/);
      assert.match(code, /\bgreeting = "good morning"/);
      assert.ok(sourcesIn(code).includes(pathToFileURL(join(project.folder, "src/greeting.ts")).href));
    });
  }

  it("is what the environment asks for, with half a day for a request", async () => {
    await using project = await createProject();
    process.env[debuggableVariable] = "1";
    try {
      const { directory, entry } = await bundle(project.request("gcp"));

      assert.ok((await codeOf({ directory }, entry)).includes('serve)(api_default, { "timeout": 43200,'));
    } finally {
      delete process.env[debuggableVariable];
    }
  });

  it("is made again with its map after a change", async () => {
    await using project = await createProject();
    const request = project.request("aws", { debuggable: true });
    const { entry } = await bundle(request);
    const rebuilder = createRebuilder();
    await rebuilder.rebuild([request])(request);

    await project.write("src/greeting.ts", 'export const greeting = "good evening";\n');
    const code = await codeOf(await rebuilder.rebuild([request])(request), entry);
    await rebuilder.dispose();

    assert.match(code, /good evening/);
    assert.ok(sourcesIn(code).includes(pathToFileURL(join(project.folder, "src/greeting.ts")).href));
  });
});
