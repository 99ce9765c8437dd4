import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "../../../kit/bundler/index.ts";
import { api, codeOf, createProject } from "../project.ts";
import { files, shop } from "./shop.ts";

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
