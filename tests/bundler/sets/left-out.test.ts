import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { type BundleRequest, bundle, createRebuilder } from "../../../kit/bundler/index.ts";
import { clouds } from "../../../kit/spec/index.ts";
import { api, codeOf, createProject, type Project } from "../project.ts";
import { files, shop } from "./shop.ts";

const bundleEverywhere = (project: Project, changes?: Partial<BundleRequest>) =>
  Promise.all(clouds.map((cloud) => bundle(project.request(cloud, changes))));

async function hashesOf(project: Project, changes?: Partial<BundleRequest>): Promise<readonly string[]> {
  return (await bundleEverywhere(project, changes)).map(({ hash }) => hash);
}

describe("a function's code on four clouds", () => {
  const changes: Readonly<Record<string, readonly [from: string, to: string]>> = {
    "another function's memory": ['"256 MB"', '"1 GB"'],
    "another function's environment": ["process.env.MARK_MODE", 'process.env.OTHER ?? process.argv[1] + "MARK"'],
    "another function's links": ['["read"] } },\n    api', '["read"], taxes: ["read"] } },\n    api'],
    "another function's CORS, in a constant": ["https://mark.example", "https://other.example"],
    "a route": ["/MARK/*", "/elsewhere/*"],
    "a function that is added": ["functions: {", 'functions: { c: { handler: "./c.ts", http: true },'],
    "a resource that it does not link": ["{ flags, taxes", "{ rates: param<string>(), flags, taxes"],
    "what other sets may link": ["exports: { flags", 'exports: { taxes: ["read"], flags'],
    "another set of the module": ['z: { handler: "./z.ts"', 'y: { handler: "./z.ts"'],
    "what the module exports besides": ["20]", "19]"],
  };
  for (const [what, [from, to]] of Object.entries(changes)) {
    it(`stays byte for byte after a change of ${what}`, async () => {
      await using project = await createProject(files);
      const before = await hashesOf(project);
      assert.ok(shop.includes(from));
      await project.write("src/shop.ts", shop.replace(from, to));

      assert.deepEqual(await hashesOf(project), before);
    });
  }

  it("stays after a change of what only another set imports", async () => {
    await using project = await createProject(files);
    const before = await hashesOf(project);
    await project.write("src/limits.ts", 'export const limits = { maxBody: "2 KB" };');

    assert.deepEqual(await hashesOf(project), before);
  });

  it("has nothing of its set but the name where it is scheduled, too", async () => {
    const tick = `import { scheduled } from "fourfold/runtime";
import { shop } from "./shop.ts";
export default scheduled(shop as never, "api", () => () => {});`;
    await using project = await createProject({ ...files, "src/api.ts": tick });

    for (const artifact of await bundleEverywhere(project, {
      trigger: "schedule",
      settings: { timeout: 90, schedule: {} },
    })) {
      assert.doesNotMatch(await codeOf(artifact), /MARK|functions:/);
      assert.deepEqual(artifact.warnings, []);
    }
  });

  it("has nothing of its set but the name, and no warning", async () => {
    await using project = await createProject(files);

    for (const artifact of await bundleEverywhere(project)) {
      const code = await codeOf(artifact);
      assert.match(code, /\bname:"shop"/);
      assert.doesNotMatch(code, /MARK|functions:|a rate of/);
      assert.deepEqual(artifact.warnings, []);
      assert.ok(artifact.inputs.includes(join(project.folder, "src/shop.ts")));
      assert.ok(artifact.report.some(({ path }) => path === "src/shop.ts"));
    }
  });

  it("is not made from what only its set's module imports", async () => {
    await using project = await createProject({ ...files, "src/limits.ts": "this does not compile" });

    for (const { inputs } of await bundleEverywhere(project)) {
      assert.ok(!inputs.includes(join(project.folder, "src/limits.ts")));
      assert.ok(!inputs.some((path) => path.endsWith("/spec/function-set.ts")));
    }
  });

  const doing: Readonly<Record<string, string>> = {
    "its set's module does": `${shop}globalThis.name = "done";`,
    "a module does that its set's imports for that": `import "./done.ts";\n${shop}`,
  };
  for (const [what, text] of Object.entries(doing)) {
    it(`keeps what ${what}`, async () => {
      const done = { "src/shop.ts": text, "src/done.ts": 'globalThis.name = "done";' };
      await using project = await createProject({ ...files, ...done });

      for (const artifact of await bundleEverywhere(project)) {
        const code = await codeOf(artifact);
        assert.match(code, /globalThis\.name="done"/);
        assert.doesNotMatch(code, /MARK/);
      }
    });
  }

  const base = { timeout: 90, http: { streaming: false, maxBody: 1_048_576 } };
  const own: Readonly<Record<string, BundleRequest["settings"]>> = {
    "its links": { ...base, links: { flags: { kind: "param", verbs: ["read"] } } },
    "its CORS": { ...base, http: { ...base.http, cors: { origins: "*", maxAge: 600 } } },
    "its timeout": { ...base, timeout: 7 },
  };
  for (const [what, settings] of Object.entries(own)) {
    it(`changes with ${what}`, async () => {
      await using project = await createProject(files);
      const before = await hashesOf(project);

      const after = await hashesOf(project, { settings });

      assert.ok(after.every((hash, at) => hash !== before[at]));
    });
  }

  it("changes with a constant of the set's module that its handler imports", async () => {
    const uses = api.replace("{ shop }", "{ rates, shop }").replace("greeting)", "String(rates))");
    await using project = await createProject({ ...files, "src/api.ts": uses });
    const [before] = await bundleEverywhere(project);
    await project.write("src/shop.ts", shop.replace("20]", "19]"));
    const [after] = await bundleEverywhere(project);

    assert.ok(before && after);
    assert.notEqual(after.hash, before.hash);
    assert.doesNotMatch(await codeOf(after), /MARK/);
  });

  it("is mapped to the right lines, also below a set", async () => {
    const uses = api.replace("{ shop }", "{ rates, shop }").replace("greeting)", "String(rates))");
    await using project = await createProject({ ...files, "src/api.ts": uses });

    const artifact = await bundle(project.request("aws"));

    const map = new SourceMap(JSON.parse(await readFile(artifact.sourceMap, "utf8")));
    const positionOf = (text: string, code: string) => {
      const before = code.split(text)[0]?.split("\n") ?? [];
      const found = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
      assert.ok("originalSource" in found);
      return [found.originalSource, found.originalLine, found.originalColumn];
    };
    const code = await codeOf(artifact);
    const line = shop.split("\n").findIndex((text) => text.includes("a rate of"));
    assert.deepEqual(positionOf('"a rate of"', code), ["src/shop.ts", line, "export const rates = [".length]);
    const column = uses.split("\n").at(-2)?.indexOf('"api"');
    assert.deepEqual(positionOf('"api"', code), ["src/api.ts", 5, column]);
  });

  it("follows the set's name when it is made again", async () => {
    await using project = await createProject(files);
    const rebuilder = createRebuilder();
    const request = { ...project.request("aws"), outdir: join(project.folder, "again") };
    const rebuild = () => rebuilder.rebuild([request])(request);
    const first = await rebuild();
    await project.write("src/shop.ts", shop.replace('"256 MB"', '"1 GB"'));
    const same = await rebuild();
    await project.write("src/shop.ts", shop.replace('functionSet("shop"', 'functionSet("store"'));
    const renamed = await rebuild();
    await rebuilder.dispose();

    assert.equal(same.hash, first.hash);
    assert.match(await readFile(join(renamed.directory, "index.mjs"), "utf8"), /name:"store"/);
  });

  it("is refused for a name that its set's module does not export, in the words of its import", async () => {
    await using project = await createProject({
      ...files,
      "src/api.ts": `${api.replace("{ shop }", "{ shop, none }")}none();`,
    });

    await assert.rejects(bundle(project.request("aws")), (error: Error) => {
      assert.match(error.message, /No matching export in "[^"]*src\/shop\.ts" for import "none"/);
      assert.match(error.message, /`import \{ shop, none \} from "\.\/shop\.ts";`/);
      return true;
    });
  });
});
