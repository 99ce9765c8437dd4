import assert from "node:assert/strict";
import { posix } from "node:path";
import { clouds } from "fourfold";
import { propertyTables } from "../../tools/properties/write.ts";
import { codeLines, sources } from "./source.ts";

const longestFile = 250;
const longestBuilder = 150;
const mostFiles = 15;

const all = sources();
const files = all.filter(({ path }) => !path.startsWith("tests/"));
const builders = files.filter(({ path }) =>
  /^components\/[a-z-]+\/(?:aws|gcp|azure|cloudflare)[a-z-]*\.ts$/.test(path),
);

describe("layout", () => {
  it("counts lines of code, whatever their texts look like", () => {
    const code = [
      'export const routes = { "/shop/*": "shop",',
      '  "/*": "web", "//": "*/" };',
      "export const two = `",
      "`;",
    ];
    const others = [
      "import {",
      "  one,",
      '} from "./one.ts";',
      "",
      "/**",
      " * What leads where.",
      " */",
      "// A remark.",
    ];
    const text = [...others, ...code, 'export * from "./two.ts";'].join("\n");

    assert.equal(codeLines({ path: "routes.ts", text }), code.length);
  });

  it(`has no file over ${longestFile} lines of code`, () => {
    // Nobody reads what is written from interfaces.
    const written = propertyTables.map(({ file }) => file);
    const long = all
      .filter(({ path }) => !written.includes(path))
      .map((file) => ({ path: file.path, lines: codeLines(file) }));

    assert.deepEqual(
      long.filter(({ lines }) => lines > longestFile),
      [],
    );
  });

  it(`has no cloud's builder over ${longestBuilder} lines of code`, () => {
    const long = builders.map((file) => ({ path: file.path, lines: codeLines(file) }));

    assert.ok(builders.length >= 12);
    assert.deepEqual(
      long.filter(({ lines }) => lines > longestBuilder),
      [],
    );
  });

  it(`has no folder with more than ${mostFiles} source files, apart from tests`, () => {
    const counts = new Map<string, number>();
    for (const { path } of files) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);

    assert.deepEqual(
      [...counts].filter(([, count]) => count > mostFiles),
      [],
    );
  });

  it("has a builder for every cloud in every component, each exporting `build`", () => {
    const folders = new Set(builders.map(({ path }) => posix.dirname(path)));
    const missing = [...folders].flatMap((folder) =>
      clouds.filter((cloud) => {
        const builder = builders.find(({ path }) => path === `${folder}/${cloud}.ts`);
        return builder === undefined || !/^export const build: \w+Builder<[^>]+> =/m.test(builder.text);
      }),
    );

    assert.ok(folders.size >= 3);
    assert.deepEqual(missing, []);
  });

  it("names files in kebab case", () => {
    const odd = all.filter(({ path }) => !/^[a-z0-9-]+(?:\.test)?\.(?:ts|m?js|cjs)$/.test(posix.basename(path)));

    assert.deepEqual(
      odd.map(({ path }) => path),
      [],
    );
  });
});
