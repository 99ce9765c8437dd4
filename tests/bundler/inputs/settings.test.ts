import { type Case, itIsMadeAgainWhen } from "./cases.ts";

const factory = (name: string) => JSON.stringify({ compilerOptions: { jsx: "react", jsxFactory: name } });
const usesFactory = {
  "src/greeting.ts": 'export { greeting } from "./view.tsx";\n',
  "src/view.tsx":
    'const left = () => "from-left";\nconst right = () => "from-right";\nexport const greeting = String(<b />) + typeof left + typeof right;\n',
};

const cases: Readonly<Record<string, Case>> = {
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
};

describe("a bundle is made again when settings of TypeScript change:", () => {
  itIsMadeAgainWhen(cases);
});
