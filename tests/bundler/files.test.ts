import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../kit/bundler/index.ts";
import { clouds } from "../../kit/spec/index.ts";
import { createProject } from "./project.ts";

const withLines = (...lines: readonly string[]) =>
  createProject({
    "src/page.html": "<b>here</b>",
    "src/api.ts": [
      'import { http } from "fourfold/runtime";',
      'import { shop } from "./shop.ts";',
      ...lines,
      'export default http(shop, "api", () => ({ fetch: () => new Response() }));',
    ].join("\n"),
  });

const onNode = ["aws", "gcp", "azure"] as const;
const reads = [
  'import { readFileSync } from "node:fs";',
  'export const page = readFileSync(new URL("./page.html", import.meta.url), "utf8");',
];
const names = [
  'import { dirname } from "node:path";',
  'import { fileURLToPath } from "node:url";',
  "const __dirname = dirname(fileURLToPath(import.meta.url));",
  "export const here = __dirname;",
];

describe("a file beside a handler", () => {
  for (const cloud of onNode) {
    it(`is refused on ${cloud} when the handler reads it and it does not ship, with the import that ships it`, async () => {
      await using project = await withLines(...reads);

      await assert.rejects(bundle(project.request(cloud)), {
        code: "ERR_HANDLER_EXPORT",
        message:
          /\(.*src\/api\.ts:4\): its file cannot be loaded: it reads "page\.html", which does not ship with it\. .*`import file from "\.\/page\.html" with { type: "text" }`/,
      });
    });

    it(`is refused on ${cloud} also when it would be found from where the program runs`, async () => {
      await using project = await withLines(reads[0] ?? "", 'readFileSync("tsconfig.json");');

      await assert.rejects(bundle(project.request(cloud)), /it reads "tsconfig\.json", which does not ship with it/);
    });
  }

  it("is refused on Workers because a module has no address there, in those words", async () => {
    for (const lines of [reads, names]) {
      await using project = await withLines(...lines);

      await assert.rejects(
        bundle(project.request("cloudflare")),
        /src\/api\.ts:\d\): its file cannot be loaded: `import\.meta\.url` is undefined on Workers, which have no files/,
      );
    }
  });

  for (const cloud of clouds) {
    it(`is an input on ${cloud} when it is imported, so that a change of it is built`, async () => {
      await using project = await withLines(
        'import page from "./page.html" with { type: "text" };',
        'import bytes from "./page.html" with { type: "bytes" };',
        "console.log(page, bytes);",
      );
      const before = await bundle(project.request(cloud));
      await project.write("src/page.html", "<b>there</b>");

      const after = await bundle(project.request(cloud));

      assert.ok(before.inputs.includes(join(project.folder, "src/page.html")));
      assert.match(await readFile(join(after.directory, after.entry), "utf8"), /<b>there<\/b>/);
    });
  }
});

describe("a module's own place", () => {
  for (const cloud of onNode) {
    for (const debuggable of [false, true]) {
      it(`may be called __dirname on ${cloud}, ${debuggable ? "for a debugger" : "minified"}`, async () => {
        await using project = await withLines(...names);

        await assert.doesNotReject(bundle(project.request(cloud, { debuggable })));
      });
    }
  }

  it("is there as __dirname and __filename, only where they are free", async () => {
    await using project = await withLines(
      'import old from "./old.cjs";',
      'if (old !== "index.mjs") throw new Error(old);',
    );
    await project.write("src/old.cjs", 'module.exports = require("node:path").relative(__dirname, __filename);');

    await assert.doesNotReject(bundle(project.request("aws")));
  });
});
