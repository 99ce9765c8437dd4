import { type Case, greeting, itIsMadeAgainWhen, passOn } from "./cases.ts";

const cases: Readonly<Record<string, Case>> = {
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

describe("a bundle is made again when an import finds something else:", () => {
  itIsMadeAgainWhen(cases);
});
