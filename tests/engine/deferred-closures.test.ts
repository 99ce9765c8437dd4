import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as v from "valibot";
import { deferClosures } from "../../kit/engine/program/deferred-closures.ts";
import { repository, startCommand } from "../support/command.ts";

const Told = v.object({ first: v.array(v.string()), later: v.array(v.string()), text: v.string(), paths: v.boolean() });

/** What a program sees that the engine runs: in a process of its own, because this one has loaded the SDK. */
const program = `
  import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
  import { createRequire } from "node:module";
  import { tmpdir } from "node:os";
  import { join } from "node:path";
  import { loadSdk } from ${JSON.stringify(pathToFileURL("kit/engine/program/sdk.ts").href)};
  const require = createRequire(process.cwd() + "/index.js");
  loadSdk(process.cwd());
  const pulumi = await import("@pulumi/pulumi");
  const heavy = () => ["arborist", "typescript"].filter((name) =>
    Object.keys(require.cache).some((file) => new RegExp("node_modules/.*\\\\b" + name + "\\\\b.*js$").test(file) && !file.includes("shim")));
  const first = heavy();
  const greeting = "Hello";
  const { text } = await pulumi.runtime.serializeFunction(() => greeting);
  process.chdir(mkdtempSync(join(tmpdir(), "fourfold-program-"))); // Of the whole project it would take long.
  writeFileSync("package.json", "{}");
  const paths = (await pulumi.runtime.computeCodePaths()) instanceof Map;
  rmSync(process.cwd(), { recursive: true });
  console.log(JSON.stringify({ first, later: heavy(), text, paths }));
`;

describe("what turns functions into source code", () => {
  it("is loaded when a program turns one, and works as ever", async () => {
    const args = ["--input-type=module", "--eval", program];

    const { code, stdout, stderr } = await startCommand(process.execPath, args, { cwd: repository }).finished;

    assert.equal(code, 0, stderr);
    const { first, later, text, paths } = v.parse(Told, JSON.parse(stdout));
    assert.deepEqual(first, []);
    assert.deepEqual(later, ["arborist", "typescript"]);
    assert.match(text, /return greeting|=> greeting/);
    assert.match(text, /greeting: "Hello"/);
    assert.ok(paths);
  });

  describe("of an SDK of another version", () => {
    const closure = "node_modules/@pulumi/pulumi/runtime/closure";
    let folder = "";
    before(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-sdk-")));
      mkdirSync(join(folder, closure), { recursive: true });
      writeFileSync(
        join(folder, closure, "codePaths.js"),
        "exports.version = 4; exports.computeCodePaths = async () => 5;",
      );
    });
    after(() => rmSync(folder, { recursive: true }));

    it("has what is new in it, and is left alone where it has something elsewhere", async () => {
      const require = createRequire(join(folder, "index.js"));

      deferClosures(require);

      const { computeCodePaths } = require("@pulumi/pulumi/runtime/closure/codePaths");
      assert.equal(require("@pulumi/pulumi/runtime/closure/codePaths").version, 4);
      assert.equal(await computeCodePaths(), 5);
    });
  });
});
