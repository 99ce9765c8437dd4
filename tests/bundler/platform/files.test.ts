import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundle } from "../../../kit/bundler/index.ts";
import { clouds, settleFunction } from "../../../kit/spec/index.ts";
import { createProject } from "../project.ts";
import { answerOf } from "./runs.ts";

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

describe("the assets of a function", () => {
  const assets = ["./templates/**"];
  const withTemplate = async (read: string) => {
    const project = await withLines(...reads.slice(0, 1), `const template = ${read};`);
    await project.write("src/templates/order.html", "<b>order</b>");
    const text = await readFile(join(project.folder, "src/api.ts"), "utf8");
    await project.write("src/api.ts", text.replace("new Response()", "Response.json({ template })"));
    return project;
  };
  const read = 'readFileSync(new URL("./templates/order.html", import.meta.url), "utf8")';

  for (const cloud of onNode) {
    it(`are there on ${cloud}, where the handler's file finds them`, async () => {
      await using project = await withTemplate(read);

      assert.deepEqual(await answerOf(project, cloud, { assets }), { template: "<b>order</b>" });
    });
  }

  it("are named among what is heavy", async () => {
    await using project = await withTemplate(read);
    await project.write("src/templates/order.html", "x".repeat(100_000));

    const { report, rawBytes } = await bundle(project.request("aws", { assets }));

    assert.deepEqual(report[0], { path: "templates/order.html", bytes: 100_000 });
    assert.ok(rawBytes > 100_000);
  });

  it("are part of the artifact: a change, an addition and a removal make another one", async () => {
    await using project = await withTemplate(read);
    const request = project.request("aws", { assets });
    const hashes: string[] = [];
    const bundleAgain = async () => {
      const { hash, files, directory } = await bundle(request);
      hashes.push(hash);
      assert.deepEqual(
        await readFile(join(directory, "templates/order.html")),
        await readFile(join(project.folder, "src/templates/order.html")),
      );
      return files;
    };

    assert.deepEqual(await bundleAgain(), ["index.mjs", "templates/order.html"]);
    await project.write("src/templates/order.html", "<i>order</i>");
    await bundleAgain();
    await project.write("src/templates/deep/more.html", "<i>more</i>");
    assert.deepEqual(await bundleAgain(), ["index.mjs", "templates/deep/more.html", "templates/order.html"]);
    await rm(join(project.folder, "src/templates/deep"), { recursive: true });
    assert.deepEqual(await bundleAgain(), ["index.mjs", "templates/order.html"]);

    assert.equal(hashes[3], hashes[1]);
    assert.equal(new Set(hashes).size, 3);
    const left = await readdir(join(project.folder, "out/shop/api/aws/code"), { recursive: true });
    assert.deepEqual(left.sort(), ["index.mjs", "templates", "templates/order.html"]);
  });

  const wrong = {
    "that are not there": [["./pages/**"], /its asset "\.\/pages\/\*\*" is not there\. Write it relative to/],
    "outside of the handler's folder": [["../package.json"], /its asset "\.\.\/package\.json" is outside of/],
    "in the place of what the cloud needs": [["./index.mjs"], /"index\.mjs" has the name of a file that aws needs/],
  } as const;
  for (const [title, [patterns, message]] of Object.entries(wrong)) {
    it(`are refused ${title}`, async () => {
      await using project = await withTemplate("1");
      await project.write("src/index.mjs", "");

      await assert.rejects(bundle(project.request("aws", { assets: patterns })), { code: "ERR_SPEC", message });
    });
  }

  it("are refused on Workers, with the import that is there instead", () => {
    assert.throws(() => settleFunction({ http: true, assets }, "cloudflare", "Here"), {
      code: "ERR_UNSUPPORTED",
      message: /a Worker is a module and has no files.*with { type: "text" }/s,
    });
  });
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
