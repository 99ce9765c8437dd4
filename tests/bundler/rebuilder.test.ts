import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type BundleRequest, bundle, createRebuilder, type Rebuilder } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { api, codeOf, createProject, type Project } from "./project.ts";

const passing = `
const load = (language) => import("./locales/" + language + ".json");
import { words } from "./words";
export const greeting = words + load;
`;

describe("a rebuilder", () => {
  let project: Project;
  let rebuilder: Rebuilder;
  const rebuild = (request: BundleRequest) => rebuilder.rebuild([request])(request);
  beforeEach(async () => {
    project = await createProject();
    rebuilder = createRebuilder();
  });
  afterEach(async () => {
    await rebuilder.dispose();
    await project[Symbol.asyncDispose]();
  });

  for (const cloud of clouds) {
    it(`makes for ${cloud} the bytes that a bundle has, also after a change`, async () => {
      const request = { ...project.request(cloud), outdir: join(project.folder, "again") };
      const before = await rebuild(request);
      await project.write("src/greeting.ts", 'export const greeting = "good evening";');

      const after = await rebuild(request);

      const bundled = await bundle(project.request(cloud));
      assert.notEqual(after.hash, before.hash);
      assert.equal(after.hash, bundled.hash);
      for (const name of bundled.files) {
        assert.deepEqual(await readFile(join(after.directory, name)), await readFile(join(bundled.directory, name)));
      }
    });
  }

  it("makes the bytes that bundles have also when it makes them for all clouds together", async () => {
    const requests = clouds.map((cloud) => ({ ...project.request(cloud), outdir: join(project.folder, "again") }));
    await Promise.all(requests.map(rebuilder.rebuild(requests)));
    await project.write("src/greeting.ts", 'export const greeting = "good evening";');

    const after = await Promise.all(requests.map(rebuilder.rebuild(requests)));

    const bundled = await Promise.all(clouds.map((cloud) => bundle(project.request(cloud))));
    assert.deepEqual(
      after.map(({ hash }) => hash),
      bundled.map(({ hash }) => hash),
    );
  });

  it("takes what has appeared, in a folder that an import takes as a whole, and nearer to a source", async () => {
    await project.write("src/greeting.ts", passing);
    await project.write("src/words/index.ts", 'export const words = "from a folder";\n');
    await project.write("src/locales/de.json", '{ "text": "guten Morgen" }');
    const before = await rebuild(project.request("aws"));
    await project.write("src/locales/fr.json", '{ "text": "bonjour" }');
    await project.write("src/words.ts", 'export const words = "from a file";\n');

    const after = await rebuild(project.request("aws"));

    const code = await codeOf({ ...after, entry: "index.mjs" });
    assert.match(code, /from a file/);
    assert.match(code, /bonjour/);
    const own = (paths: readonly string[]) => paths.map((path) => path.slice(project.folder.length));
    assert.ok(own(before.inputs).includes("/src/locales") && own(before.absent).includes("/src/words.ts"));
    assert.ok(!own(after.absent).includes("/src/words.ts"));
  });

  it("tells the folders in which a file that appears would be an asset too, so that it is noticed", async () => {
    await project.write("src/pages/deep/a.html", "a");
    await project.write("src/terms/legal.txt", "b");
    await project.write("src/note.txt", "c");
    const assets = ["./pages/**", "./terms/*.txt", "./note.txt"];
    const request = project.request("aws", { assets });

    const { inputs } = await rebuild(request);
    const bundled = await bundle({ ...request, outdir: join(project.folder, "other") });

    const folders = ["src/pages", "src/pages/deep", "src/terms"].map((name) => join(project.folder, name));
    for (const list of [inputs, bundled.inputs]) {
      assert.deepEqual(
        list.filter((path) => folders.includes(path)),
        folders,
      );
      assert.ok(!list.includes(join(project.folder, "src")));
    }
  });

  it("tells every source that the code was made from", async () => {
    const { inputs } = await rebuild(project.request("aws"));

    for (const name of ["api.ts", "greeting.ts", "shop.ts"])
      assert.ok(inputs.includes(join(project.folder, "src", name)));
  });

  it("refuses a source that does not compile, with its line, and takes the next version", async () => {
    await rebuild(project.request("aws"));
    await project.write("src/greeting.ts", "export const greeting = ;");

    await assert.rejects(rebuild(project.request("aws")), {
      code: "ERR_HANDLER_COMPILE",
      message: /greeting\.ts:1:\d+/,
    });
    await project.write("src/greeting.ts", 'export const greeting = "hi";');
    await rebuild(project.request("aws"));
  });

  it("takes the next version of a handler that ends the process which loads it, then or later", async () => {
    await project.write("src/api.ts", `${api}\nprocess.exit(1);`);
    await assert.rejects(
      rebuild(project.request("aws")),
      /src\/api\.ts\): its file cannot be loaded: it ends the process/,
    );
    await project.write("src/api.ts", `${api}\nsetTimeout(() => process.exit(1), 1);`);
    await rebuild(project.request("aws"));
    await setTimeout(100);
    await project.write("src/api.ts", api);

    await rebuild(project.request("aws"));
  });

  it("tells the line of what a handler cannot have, on each cloud", async () => {
    const reads = 'import { readFileSync } from "node:fs";\nreadFileSync(new URL("./page.html", import.meta.url));';
    await project.write("src/api.ts", `${reads}\n${api}`);

    for (const cloud of clouds) {
      await assert.rejects(rebuild(project.request(cloud)), {
        code: "ERR_HANDLER_EXPORT",
        message: /src\/api\.ts:2\)/,
      });
    }
  });

  it("checks what the handler exports when the handler's own file changes", async () => {
    await rebuild(project.request("aws"));
    await project.write("src/api.ts", api.replace('"api"', '"other"'));

    await assert.rejects(rebuild(project.request("aws")), { code: "ERR_HANDLER_EXPORT" });
  });
});
