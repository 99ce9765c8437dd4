import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { bundle } from "../../kit/bundler/index.ts";
import { codeOf, createProject, type Project } from "./project.ts";

/** A project, and a change of it that no source tells of. */
interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** The text that is shipped before. */
  readonly before: string;
  change(project: Project): Promise<void>;
  /** The text that is shipped afterwards. */
  readonly after: string;
}

const constant = (name: string, text: string) => `export const ${name} = "${text}";\n`;
const greeting = (text: string) => constant("greeting", text);
const passOn = (from: string) => `export { greeting } from "${from}";\n`;

/** Takes every file of a folder, since the name is known only when it runs. */
const takesAll = (ending: string) =>
  `const load = (language) => import("./locales/" + language + "${ending}");\nexport const greeting = String(load);\n`;
const factory = (name: string) => JSON.stringify({ compilerOptions: { jsx: "react", jsxFactory: name } });
const usesFactory = {
  "src/greeting.ts": 'export { greeting } from "./view.tsx";\n',
  "src/view.tsx":
    'const left = () => "from-left";\nconst right = () => "from-right";\nexport const greeting = String(<b />) + typeof left + typeof right;\n',
};

const cases: Readonly<Record<string, Case>> = {
  "a file is added to a folder that an import takes as a whole": {
    files: {
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/fr.json", '{ "text": "bonjour" }'),
    after: "bonjour",
  },
  "a file of such a folder changes": {
    files: {
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/de.json", '{ "text": "guten Abend" }'),
    after: "guten Abend",
  },
  "a file is added in a new folder below it": {
    files: {
      "src/greeting.ts": takesAll(".ts"),
      "src/locales/a/de.ts": constant("text", "guten Morgen"),
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/locales/b/fr.ts", constant("text", "bonjour")),
    after: "bonjour",
  },
  "a file changes that one of such a folder imports": {
    files: {
      "src/greeting.ts": takesAll(".ts"),
      "src/locales/de.ts": 'export { text } from "../words.ts";\n',
      "src/words.ts": constant("text", "guten Morgen"),
    },
    before: "guten Morgen",
    change: ({ write }) => write("src/words.ts", constant("text", "guten Abend")),
    after: "guten Abend",
  },
  "the first file appears in such a folder": {
    files: {
      "src/greeting.ts": `export const greeting = String((language) => {
        try { return require("./locales/" + language + ".json"); } catch { return "none yet"; }
      });`,
      "src/locales/README.md": "Here are texts.",
    },
    before: "none yet",
    change: ({ write }) => write("src/locales/de.json", '{ "text": "guten Morgen" }'),
    after: "guten Morgen",
  },
  "settings change that TypeScript's extend": {
    files: { ...usesFactory, "tsconfig.json": '{ "extends": "./base" }', "base.json": factory("left") },
    before: "from-left",
    change: ({ write }) => write("base.json", factory("right")),
    after: "from-right",
  },
  "the last of several settings changes that they extend": {
    files: {
      ...usesFactory,
      "tsconfig.json": '{ "extends": ["./first.json", "./second.json"], /* JSONC */ }',
      "first.json": factory("h"),
      "second.json": factory("left"),
    },
    before: "from-left",
    change: ({ write }) => write("second.json", factory("right")),
    after: "from-right",
  },
  "settings change at the end of a chain": {
    files: {
      ...usesFactory,
      "tsconfig.json": '{ "extends": "./middle.json" }',
      "middle.json": '{ "extends": "./end.json" }',
      "end.json": factory("left"),
    },
    before: "from-left",
    change: ({ write }) => write("end.json", factory("right")),
    after: "from-right",
  },
  "settings change that files with byte order marks lead to": {
    files: {
      ...usesFactory,
      "package.json": '\uFEFF{ "name": "a-shop", "type": "module" }',
      "tsconfig.json": '\uFEFF{ "extends": "./base" }',
      "base.json": `\uFEFF${factory("left")}`,
    },
    before: "from-left",
    change: ({ write }) => write("base.json", factory("right")),
    after: "from-right",
  },
  "settings change that a package brings": {
    files: {
      ...usesFactory,
      "src/tsconfig.json": '{ "extends": "@our/settings/strict" }',
      "src/node_modules/@our/settings/package.json": '{ "name": "@our/settings" }',
      "src/node_modules/@our/settings/strict.json": factory("left"),
    },
    before: "from-left",
    change: ({ write }) => write("src/node_modules/@our/settings/strict.json", factory("right")),
    after: "from-right",
  },
  "settings change that a package exports under another name": {
    files: {
      ...usesFactory,
      "src/tsconfig.json": '{ "extends": "our-settings/strict" }',
      "src/node_modules/our-settings/package.json":
        '{ "name": "our-settings", "exports": { "./strict": "./inside/strict.json" } }',
      "src/node_modules/our-settings/inside/strict.json": factory("left"),
    },
    before: "from-left",
    change: ({ write }) => write("src/node_modules/our-settings/inside/strict.json", factory("right")),
    after: "from-right",
  },
  "settings of TypeScript appear nearer to a source": {
    files: { ...usesFactory, "tsconfig.json": factory("left") },
    before: "from-left",
    change: ({ write }) => write("src/tsconfig.json", factory("right")),
    after: "from-right",
  },
  "settings of JavaScript give way to those of TypeScript": {
    files: { ...usesFactory, "jsconfig.json": factory("left") },
    before: "from-left",
    change: ({ write }) => write("tsconfig.json", factory("right")),
    after: "from-right",
  },
  "a nearer package.json hides the project's": {
    files: {
      "src/greeting.ts": 'import "./effect.ts";\nexport const greeting = "good morning";\n',
      "src/effect.ts": 'globalThis.effect = "with effect";\n',
      "package.json": '{ "name": "a-shop", "type": "module", "sideEffects": true }',
    },
    before: "with effect",
    change: ({ write }) => write("src/package.json", '{ "type": "module", "sideEffects": false }'),
    after: "good morning",
  },
  "a file appears beside a folder of its name": {
    files: { "src/greeting.ts": passOn("./words"), "src/words/index.ts": greeting("good morning") },
    before: "good morning",
    change: ({ write }) => write("src/words.ts", greeting("good night")),
    after: "good night",
  },
  "a file appears with an ending that comes first": {
    files: { "src/greeting.ts": passOn("./words"), "src/words.js": greeting("good morning") },
    before: "good morning",
    change: ({ write }) => write("src/words.ts", greeting("good night")),
    after: "good night",
  },
  "JavaScript appears beside the TypeScript that was taken for it": {
    files: { "src/greeting.ts": passOn("./words.js"), "src/words.ts": greeting("good morning") },
    before: "good morning",
    change: ({ write }) => write("src/words.js", greeting("good night")),
    after: "good night",
  },
  "a package appears nearer by": {
    files: {
      "src/greeting.ts": passOn("words"),
      "shared/package.json": '{ "name": "words", "main": "index.js", "type": "module" }',
      "shared/index.js": greeting("good morning"),
      "tsconfig.json": '{ "compilerOptions": { "paths": { "never": ["./never"] } } }',
      "src/node_modules/words/package.json": '{ "name": "words", "main": "index.js", "type": "module" }',
      "src/node_modules/words/index.js": greeting("good morning"),
      "src/deep/greeting.ts": passOn("words"),
      "src/api.ts": `
        import { http } from "fourfold/runtime";
        import { greeting } from "./deep/greeting.ts";
        import { shop } from "./shop.ts";
        export default http(shop, "api", () => ({ fetch: () => new Response(greeting) }));
      `,
    },
    before: "good morning",
    change: async ({ write }) => {
      await write(
        "src/deep/node_modules/words/package.json",
        '{ "name": "words", "main": "index.js", "type": "module" }',
      );
      await write("src/deep/node_modules/words/index.js", greeting("good night"));
    },
    after: "good night",
  },
  "a package is installed that a source could do without": {
    files: {
      "src/greeting.ts":
        'let found = "none";\ntry {\n  found = require("optional-words").greeting;\n} catch {}\nexport const greeting = found;\n',
    },
    before: "none",
    change: ({ write }) => write("src/node_modules/optional-words/index.js", 'exports.greeting = "good night";\n'),
    after: "good night",
  },
  "a file appears that `paths` name first": {
    files: {
      "src/greeting.ts": passOn("@/words"),
      "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./own/*", "./src/*"] } } }',
      "src/words.ts": greeting("good morning"),
    },
    before: "good morning",
    change: ({ write }) => write("own/words.ts", greeting("good night")),
    after: "good night",
  },
  "a file appears that `baseUrl` puts before a package": {
    files: {
      "src/greeting.ts": passOn("words"),
      "base.json": '{ "compilerOptions": { "baseUrl": "./src" } }',
      "src/node_modules/words/package.json": '{ "name": "words" }',
      "tsconfig.json": '{ "extends": "./base.json" }',
      "src/node_modules/words/index.js": 'exports.greeting = "good morning";\n',
    },
    before: "good morning",
    change: ({ write }) => write("src/words.ts", greeting("good night")),
    after: "good night",
  },
  "a package's own settings of browsers and modules change": {
    files: {
      "src/greeting.ts": passOn("words"),
      "src/node_modules/words/package.json": '{ "name": "words", "main": "dist/a.js" }',
      "src/node_modules/words/dist/package.json": '{ "type": "commonjs" }',
      "src/node_modules/words/dist/a.js": 'exports.greeting = "good morning";\n',
      "src/node_modules/words/dist/b.js": 'exports.greeting = "good night";\n',
    },
    before: "good morning",
    change: ({ write }) => write("src/node_modules/words/package.json", '{ "name": "words", "main": "dist/b.js" }'),
    after: "good night",
  },
};

describe("a bundle is made again when", () => {
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
});

describe("what an artifact depends on", () => {
  it("names folders of which an import takes what is in them, and where settings would be found", async () => {
    await using project = await createProject({
      "src/greeting.ts": takesAll(".json"),
      "src/locales/de.json": '{ "text": "guten Morgen" }',
    });

    const { inputs, absent } = await bundle(project.request("aws"));

    const own = (paths: readonly string[]) =>
      paths.filter((path) => path.startsWith(project.folder)).map((path) => relative(project.folder, path));
    assert.deepEqual(own(inputs), [
      "package.json",
      ...["src/api.ts", "src/greeting.ts", "src/locales", "src/locales/de.json", "src/shop.ts"],
    ]);
    assert.deepEqual(own(absent), [
      ...["jsconfig.json", "src/jsconfig.json", "src/locales/jsconfig.json", "src/locales/package.json"],
      ...["src/locales/tsconfig.json", "src/package.json"],
      // Where a set's module would be found if its import was written without an ending, which is not known any more.
      ...["src/shop", "src/shop.css", "src/shop.js", "src/shop.json", "src/shop.jsx", "src/shop.tsx"],
      ...["src/tsconfig.json", "tsconfig.json"],
    ]);
  });

  it("is not remembered when a source is gone by the time it is written", async () => {
    await using project = await createProject({ "src/gone.ts": "export const gone = 1;\n" });
    await project.write("src/greeting.ts", 'export { gone as greeting } from "./gone.ts";\n');
    await bundle(project.request("aws"));

    await rm(join(project.folder, "src/gone.ts"));

    await assert.rejects(bundle(project.request("aws")), { code: "ERR_HANDLER_COMPILE" });
  });
});
