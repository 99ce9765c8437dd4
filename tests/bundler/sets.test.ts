import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Artifact, type BundleRequest, bundle, createRebuilder } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { api, createProject, type Project } from "./project.ts";

/** A module with two sets, and everything that one can say of functions. `MARK` stands in what no code may have. */
const shop = `import { functionSet, param } from "fourfold";
import { limits } from "./limits.ts";

const origin = process.env.MARK_ORIGIN ?? "https://mark.example";
const origins = [origin, new URL("/MARK", origin).href];
const flags = param<boolean>();

export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { flags, taxes: param<number>() },
  functions: {
    a: { handler: "./a.ts", http: { cors: { origins } }, memory: "256 MB", environment: { MODE: process.env.MARK_MODE ?? "MARK" }, links: { flags: ["read"] } },
    api: { handler: "./api.ts", http: true, links: { taxes: ["read"] } },
  },
  routes: { "/MARK/*": "a", "/*": "api" },
  exports: { flags: ["read"] },
});

export const other = functionSet("MARK", { root: import.meta.url, functions: { z: { handler: "./z.ts", http: limits } } });

export const rates = ["a rate of", 20];
`;

const files = { "src/shop.ts": shop, "src/limits.ts": 'export const limits = { maxBody: "1 KB" }; // MARK' };

const codeOf = ({ directory, entry }: Artifact) => readFile(join(directory, entry), "utf8");
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

/** Handlers that need only the name of their set, in other words. */
describe("a set is followed", () => {
  const from = (path: string, name = "{ shop }") => api.replace("{ shop }", name).replace("./shop.ts", path);
  const programs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "through a module that exports everything": {
      "src/index.ts": 'export * from "./shop.ts";',
      "src/api.ts": from("./index.ts"),
    },
    "through a module that gives it another name": {
      "src/index.ts": 'export { shop as store } from "./shop.ts";',
      "src/api.ts": from("./index.ts", "{ store as shop }"),
    },
    "through a module that imports and exports it": {
      "src/index.ts": 'import { shop } from "./shop.ts";\nexport default shop;',
      "src/api.ts": from("./index.ts", "shop"),
    },
    "as a default export": {
      "src/shop.ts": shop.replace("export const shop =", "export default"),
      "src/api.ts": from("./shop.ts", "shop"),
    },
    "to an export below": { "src/shop.ts": `${shop.replace("export const shop", "const shop")}export { shop };` },
    "with another name for what describes it": {
      "src/shop.ts": shop.replace("{ functionSet,", "{ functionSet as set,").replaceAll("= functionSet(", "= set("),
    },
    "through the module of the whole kit": {
      "src/shop.ts": shop
        .replace("import { functionSet, param }", "import * as fourfold")
        .replaceAll("= functionSet(", "= fourfold.functionSet(")
        .replaceAll("param<", "fourfold.param<"),
    },
    "where its types are asserted": {
      "src/shop.ts": shop.replace('["read"] },\n});', '["read"] },\n}) as never;'),
      "src/api.ts": api.replace("http(shop,", "http(shop as never,"),
    },
    "where its definition is computed": {
      "src/shop.ts": shop.replace("    api: {", "    ...JSON.parse(process.env.MARK ?? '{}'),\n    api: {"),
    },
    "where its name is read elsewhere": {
      "src/greeting.ts": 'import { shop } from "./shop.ts";\nexport const greeting: typeof shop.name = shop.name;',
    },
    "beside its handler": {
      "src/api.ts": `${shop}\nimport { http } from "fourfold/runtime";\nexport default http(shop, "api", () => ({ fetch: () => new Response("x") }));`,
    },
    "into a package, past another copy of it": {
      "src/node_modules/@acme/sets/package.json": '{ "name": "@acme/sets", "type": "module", "exports": "./sets.js" }',
      "src/node_modules/@acme/sets/sets.js": shop.replaceAll(/<\w+>/g, "").replace("./limits.ts", "./limits.js"),
      "src/node_modules/@acme/sets/limits.js": "export const limits = true;",
      "src/near/node_modules/@acme/sets/package.json": '{ "type": "module", "exports": "./sets.js" }',
      "src/near/node_modules/@acme/sets/sets.js":
        'import { functionSet } from "fourfold";\nexport const shop = functionSet("MARK", { root: import.meta.url, functions: {} });\nexport const near = "near";',
      "src/near/near.ts": 'export { near as greeting } from "@acme/sets";',
      "src/greeting.ts": 'export * from "./near/near.ts";',
      "src/api.ts": from("@acme/sets"),
    },
  };
  for (const [how, changed] of Object.entries(programs)) {
    it(how, async () => {
      await using project = await createProject({ ...files, ...changed });

      const artifact = await bundle(project.request("aws"));

      assert.deepEqual(artifact.warnings, []);
      assert.doesNotMatch(await codeOf(artifact), /MARK/);
    });
  }

  it("from a handler of a package", async () => {
    const folder = "node_modules/@acme/shop";
    await using project = await createProject({
      [`src/${folder}/package.json`]: '{ "name": "@acme/shop", "type": "module" }',
      [`src/${folder}/shop.ts`]: shop,
      [`src/${folder}/limits.ts`]: "export const limits = true;",
      [`src/${folder}/greeting.ts`]: 'export const greeting = "hi";',
      [`src/${folder}/api.ts`]: api,
    });

    const root = pathToFileURL(join(project.folder, "src", folder, "shop.ts")).href;
    const artifact = await bundle(project.request("aws", { root }));

    assert.deepEqual(artifact.warnings, []);
    assert.doesNotMatch(await codeOf(artifact), /MARK/);
  });
});

describe("a set that cannot be left out", () => {
  const handler = (head: string, body: string) => `import { http } from "fourfold/runtime";\n${head}\n${body}\n`;
  const respond = '"api", () => ({ fetch: () => new Response("x") }));';
  const programs: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, warning: RegExp]>> = {
    "because its handler reads more of it": [
      {
        "src/api.ts": handler(
          'import { shop } from "./shop.ts";',
          'export default http(shop, "api", () => ({ fetch: () => Response.json(shop.routes) }));',
        ),
      },
      /src\/api\.ts:3: this uses more of the function set "shop" than its name.*`shop\.name`/,
    ],
    "because another module hands it on": [
      {
        "src/greeting.ts": '\nimport { shop as it } from "./shop.ts";\nexport const greeting = JSON.stringify(it);',
      },
      /src\/greeting\.ts:3: this uses more of the function set "shop" than its name.*`it\.name`/,
    ],
    "because it is imported with its whole module": [
      { "src/api.ts": handler('import * as sets from "./shop.ts";', `export default http(sets.shop, ${respond}`) },
      /src\/api\.ts:3: the function set handed to `http` cannot be followed.*Import it by name/,
    ],
    "because something else than `functionSet` makes it": [
      {
        "src/shop.ts": shop.replace(
          '= functionSet("shop"',
          '= ((name: "shop", it: never) => functionSet(name, it))("shop"',
        ),
      },
      /src\/api\.ts:6: the function set handed to `http` cannot be followed/,
    ],
    "because something else than `http` takes it": [
      {
        "src/make.ts":
          'import { http } from "fourfold/runtime";\nexport const make: typeof http = (...all) => http(...all);',
        "src/api.ts": `import { make } from "./make.ts";\nimport { shop } from "./shop.ts";\nexport default make(shop, ${respond}`,
      },
      /src\/api\.ts:3: this uses more of the function set "shop" than its name.*hand it to `http` or `scheduled`/,
    ],
    "because its name is computed": [
      { "src/shop.ts": shop.replace('functionSet("shop"', 'functionSet("sh" + ("op" as "op")') },
      /src\/api\.ts:6: the function set handed to `http` cannot be followed/,
    ],
    "because it is written in CommonJS": [
      {
        "src/shop.cjs":
          'const { functionSet } = require("fourfold");\n\nexports.shop = functionSet("shop", { root: __filename, functions: {} });',
        "src/api.ts": handler('const { shop } = require("./shop.cjs");', `export default http(shop, ${respond}`),
      },
      /src\/(?:api\.ts:3|shop\.cjs:3): .*cannot be followed/,
    ],
  };
  for (const [why, [changed, warning]] of Object.entries(programs)) {
    it(`${why} is in the code as a whole, with a warning`, async () => {
      await using project = await createProject({ ...files, ...changed });

      const artifact = await bundle(project.request("aws"));

      assert.equal(artifact.warnings.length, 1, artifact.warnings.join("\n"));
      assert.match(String(artifact.warnings[0]), warning);
      assert.match(await codeOf(artifact), /import\.meta\.url|__filename/);
    });
  }
});
