import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, bundle, createBundler } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { api, createProject, type Project } from "./project.ts";

/** A handler of its own for a function, with what its file holds beside it. */
const handler = (name: string, more = ""): string => `${more}\n${api.replace('"api"', `"${name}"`)}`;

const request = (project: Project, name: string, folder = "out") =>
  project.request("aws", { name, handler: `./${name}.ts`, outdir: join(project.folder, folder) });

async function contentOf({ directory, files, sourceMap, inputs, report }: Artifact): Promise<unknown> {
  const paths = [...files.map((file) => join(directory, file)), sourceMap];
  return { inputs, report, texts: await Promise.all(paths.map((path) => readFile(path, "utf8"))) };
}

/** What came of several functions that are asked for in one tick: the codes of their errors. */
async function codesOf(project: Project, names: readonly string[]): Promise<readonly string[]> {
  const results = await Promise.allSettled(names.map((name) => bundle(request(project, name))));
  return results.map((result) => (result.status === "fulfilled" ? "made" : result.reason.code));
}

describe("functions that are bundled together", () => {
  it("have the bytes, sources and report that they have alone", async () => {
    // Another one loads the common module late, shares a name with it, and brings a CommonJS package.
    const late = 'export const late = () => import("./greeting.ts");\nexport const unused = "of two";';
    await using project = await createProject({
      "src/old.cjs": 'module.exports = require("node:os").EOL;',
      "src/two.ts": handler("two", late),
      "src/three.ts": handler("three", 'import end from "./old.cjs";\nconsole.log(end);'),
    });
    const alone = await contentOf(await bundle(request(project, "api", "alone")));

    const [together] = await Promise.all(["api", "two", "three"].map((name) => bundle(request(project, name))));

    assert.ok(together);
    assert.deepEqual(await contentOf(together), alone);
  });

  for (const cloud of clouds) {
    it(`have the bytes on ${cloud} that they have alone, where another one asks for a package by require`, async () => {
      await using project = await createProject({
        "src/node_modules/dual/package.json": '{ "name": "dual", "main": "main.js", "module": "module.mjs" }',
        "src/node_modules/dual/main.js": 'exports.kind = "main";',
        "src/node_modules/dual/module.mjs": 'export const kind = "module";',
        "src/one.ts": handler("one", 'import { kind } from "dual";\nconsole.log(kind);'),
        "src/old.cjs": 'console.log(require("dual"));',
        "src/two.ts": handler("two", 'import "./old.cjs";'),
      });
      const ask = (name: string, folder: string) => ({ ...request(project, name, folder), cloud });
      const alone = await bundle(ask("one", "alone"));

      const [together] = await Promise.all(["one", "two"].map((name) => bundle(ask(name, "out"))));

      assert.equal(together?.hash, alone.hash);
    });
  }

  it("have the same bytes on every cloud as alone", async () => {
    await using project = await createProject();
    const alone: string[] = [];
    for (const cloud of clouds) {
      alone.push((await bundle(project.request(cloud, { outdir: join(project.folder, "alone") }))).hash);
    }

    const together = await Promise.all(clouds.map((cloud) => bundle(project.request(cloud))));

    assert.deepEqual(
      together.map(({ hash }) => hash),
      alone,
    );
  });

  it("are loaded once for each cloud, and what one does to the global object is undone for the next", async () => {
    await using project = await createProject();
    const file = join(project.folder, "loads.txt");
    const names = ["one", "two", "three"];
    for (const name of names) {
      const note = `appendFileSync(${JSON.stringify(file)}, "${name} " + globalThis.loads + "\\n");`;
      const load = `import { appendFileSync } from "node:fs";\nglobalThis.loads = (globalThis.loads ?? 0) + 1;\n${note}`;
      await project.write(`src/${name}.ts`, handler(name, load));
    }

    await Promise.all(
      clouds.flatMap((cloud) => names.map((name) => bundle(project.request(cloud, { name, handler: `./${name}.ts` })))),
    );

    assert.deepEqual(
      (await readFile(file, "utf8")).trim().split("\n").sort(),
      ["one 1", "three 1", "two 1"].flatMap((line) => clouds.map(() => line)),
    );
  });

  it("leave nothing behind but what is asked for", async () => {
    await using project = await createProject({ "src/two.ts": handler("two") });

    await Promise.all(["api", "two"].map((name) => bundle(request(project, name))));

    const left = await readdir(join(project.folder, "out"), { recursive: true });
    const made = ["api", "two"].flatMap((name) =>
      ["", "/aws", "/aws/code", "/aws/code/index.mjs", "/aws/index.map", "/aws/manifest.json"].map(
        (path) => `shop/${name}${path}`,
      ),
    );
    assert.deepEqual(left.toSorted(), ["shop", ...made]);
  });

  it("do not hide each other's errors, and those that are right are made", async () => {
    await using project = await createProject({
      "src/one.ts": "export default ;",
      "src/two.ts": handler("two"),
      "src/three.ts": handler("four"),
      "src/four.ts": handler("four", 'import "no-such-package";'),
      "src/five.ts": handler("five", "throw new Error();"),
      "src/six.ts": "export const app = 1;",
    });

    const codes = await codesOf(project, ["one", "two", "three", "four", "five", "six", "seven", "api"]);

    const [compile, wrong] = ["ERR_HANDLER_COMPILE", "ERR_HANDLER_EXPORT"];
    assert.deepEqual(codes, [compile, "made", wrong, compile, wrong, wrong, "ERR_HANDLER_MISSING", "made"]);
  });

  it("are not refused for what another one has done to what they share", async () => {
    await using project = await createProject({
      "src/one.ts": handler("one", "delete globalThis.Response; globalThis.spoilt = true;"),
      "src/two.ts": handler("two", 'if (globalThis.spoilt) throw new Error("spoilt");'),
      "src/three.ts": handler("three", "process.exit(0);"),
      "src/four.ts": handler("four"),
    });

    const codes = await codesOf(project, ["one", "two", "three", "four"]);

    assert.deepEqual(codes, ["made", "made", "ERR_HANDLER_EXPORT", "made"]);
  });

  it("are written while others are still loaded", async () => {
    await using project = await createProject({ "src/one.ts": handler("one") });
    const written = join(project.folder, "written");
    const wait = `while (!existsSync(${JSON.stringify(written)}));`;
    await project.write("src/two.ts", handler("two", `import { existsSync } from "node:fs";\n${wait}`));

    const one = bundle(request(project, "one")).then(() => writeFile(written, ""));
    const [, two] = await Promise.all([one, bundle(request(project, "two"))]);

    assert.equal(two.name, "two");
  });

  it("wait no longer for one that never loads than it takes to notice", async () => {
    await using project = await createProject({
      "src/one.ts": handler("one", "for (;;);"),
      "src/two.ts": handler("two"),
    });
    const impatient = createBundler({ longestLoad: 400 });

    const results = await Promise.allSettled(["one", "two"].map((name) => impatient.bundle(request(project, name))));

    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "fulfilled"],
    );
  });

  it("are made once when one is asked for twice, and again for other settings", async () => {
    await using project = await createProject();
    const settings = { timeout: 7, http: { streaming: true, maxBody: 1_048_576 } };

    const [first, same, other] = await Promise.all(
      [{}, {}, { settings }].map((changes) => bundle(project.request("aws", changes))),
    );

    assert.deepEqual(first, same);
    assert.notEqual(other?.hash, first?.hash);
  });
});
