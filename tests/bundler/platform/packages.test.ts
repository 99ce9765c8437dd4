import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { bundle } from "../../../kit/bundler/index.ts";
import { clouds } from "../../../kit/spec/index.ts";
import { createProject } from "../project.ts";
import { answerOf } from "./runs.ts";

/** Packages as they are on npm, in a folder that only this project's sources see. */
const packages = {
  // What a CommonJS package calls is the function that `main` exports, not the namespace of an ES module.
  "src/node_modules/dual/package.json": '{ "name": "dual", "main": "main.js", "module": "module.mjs" }',
  "src/node_modules/dual/main.js": 'module.exports = () => "main";',
  "src/node_modules/dual/module.mjs": 'export default () => "module";',
  // The same by `exports`, where `module` is a condition that bundlers alone have.
  "src/node_modules/exporting/package.json":
    '{ "name": "exporting", "exports": { "module": "./module.mjs", "default": "./main.js" } }',
  "src/node_modules/exporting/main.js": 'module.exports = () => "main";',
  "src/node_modules/exporting/module.mjs": 'export default () => "module";',
  "src/node_modules/caller/package.json": '{ "name": "caller", "main": "index.js" }',
  "src/node_modules/caller/index.js": 'module.exports = { kinds: [require("dual")(), require("exporting")()] };',
  // Of the shapes that jsonwebtoken and its packages have: Node's modules, with and without prefix, by `require`.
  "src/node_modules/tokens/package.json": '{ "name": "tokens", "main": "index.js" }',
  "src/node_modules/tokens/index.js": `
    var Buffer = require("buffer").Buffer;
    var EventEmitter = require("node:events");
    var Stream = require("stream");
    var util = require("util");
    var crypto = require("crypto");
    function Signing() { Stream.call(this); this.emitter = new EventEmitter(); }
    util.inherits(Signing, Stream);
    exports.sign = function (text) {
      var signing = new Signing();
      var signature;
      signing.emitter.on("sign", function () { signature = crypto.createHmac("sha256", "key").update(Buffer.from(text)).digest("hex"); });
      signing.emitter.emit("sign");
      return signature;
    };`,
};

const handler = `
  import events from "events";
  import caller from "caller";
  import tokens from "tokens";
  import { http } from "fourfold/runtime";
  import page from "./page.html" with { type: "text" };
  import logo from "./logo.bin" with { type: "bytes" };
  import { shop } from "./shop.ts";
  const answer = { kinds: caller.kinds, signature: tokens.sign("x"), events: typeof events, page, logo: [...logo] };
  export default http(shop, "api", () => ({ fetch: () => Response.json(answer) }));
`;

describe("what npm packages ask for", () => {
  for (const cloud of clouds) {
    it(`is there on ${cloud}: the package's main for require, Node's modules, and files as text and bytes`, async () => {
      await using project = await createProject({
        ...packages,
        "src/api.ts": handler,
        "src/page.html": "<b>Grüße</b>\n",
        "src/logo.bin": "\u0001\u0002",
      });

      assert.deepEqual(await answerOf(project, cloud), {
        kinds: ["main", "main"],
        signature: createHmac("sha256", "key").update("x").digest("hex"),
        events: "function",
        page: "<b>Grüße</b>\n",
        logo: [1, 2],
      });
    });
  }
});

const handlerThat = (line: string): string => `
  import { http } from "fourfold/runtime";
  import { shop } from "./shop.ts";
  ${line}
  export default http(shop, "api", () => ({ fetch: () => new Response() }));
`;

/** A project whose handler imports a package of one file. */
const withPackage = (text: string) =>
  createProject({
    "src/node_modules/old/package.json": '{ "name": "old", "main": "index.js" }',
    "src/node_modules/old/index.js": text,
    "src/api.ts": handlerThat('import "old";'),
  });

describe("what a package asks of Workers", () => {
  it("is refused when the compatibility date does not resolve it, with the package that asks and a way out", async () => {
    await using project = await withPackage('require("node:sea");');

    await assert.rejects(bundle(project.request("cloudflare")), {
      code: "ERR_HANDLER_COMPILE",
      message:
        /^Function "api" of set "shop" \(.*node_modules\/old\/index\.js:1:\d+\): package "old" cannot be bundled: Could not resolve "node:sea"\. Workers do not have "node:sea" \(compatibility date 2026-06-01, https.*\): take a package/,
    });
    await assert.doesNotReject(bundle(project.request("aws")));
  });

  it("is warned about when it throws as soon as it is called", async () => {
    await using project = await withPackage('exports.run = () => require("child_process").execSync("ls");');

    const [workers, lambda] = [await bundle(project.request("cloudflare")), await bundle(project.request("aws"))];

    assert.equal(workers.warnings.length, 1);
    assert.match(workers.warnings[0] ?? "", /old\/index\.js:1:\d+: Workers have no more of "node:child_process" than/);
    assert.deepEqual(lambda.warnings, []);
  });

  it("may be asked for by a `require` that is caught", async () => {
    await using project = await withPackage('try { require("node:sea"); } catch { exports.none = true; }');

    await assert.doesNotReject(bundle(project.request("cloudflare")));
  });
});

describe("what cannot run in a bundle", () => {
  for (const cloud of clouds) {
    it(`is refused on ${cloud} when it asks for a module by a name that is made at run time`, async () => {
      await using project = await withPackage('require(["plug", "in"].join("-"));');

      await assert.rejects(bundle(project.request(cloud)), {
        code: "ERR_HANDLER_EXPORT",
        message: new RegExp(
          `node_modules/old/index\\.js:1\\): package "old" cannot be loaded on ${cloud}: "plug-in" is asked for by a name`,
        ),
      });
    });
  }

  it("is refused when it is an addon in machine code, without advice to correct it", async () => {
    await using project = await withPackage('require("./addon.node");');
    await project.write("src/node_modules/old/addon.node", "\0");

    await assert.rejects(bundle(project.request("aws")), ({ message }: Error) => {
      assert.match(message, /package "old" cannot be bundled: No loader .* An addon in machine code cannot be bundled/);
      assert.doesNotMatch(message, /Correct/);
      return true;
    });
  });

  it("is refused when it is not installed, with the command that installs it", async () => {
    await using project = await withPackage('require("@acme/peer/deep");');

    await assert.rejects(bundle(project.request("gcp")), /package "old" .* `npm install @acme\/peer`\./);
  });
});
