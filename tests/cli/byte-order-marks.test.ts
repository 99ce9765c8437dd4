import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openProject } from "../../kit/cli/project.ts";
import { readOutputs } from "../../kit/cli/verify/outputs.ts";
import { readStackConfig } from "../../kit/engine/index.ts";
import { needsTsNode } from "../../kit/engine/program/typescript.ts";

describe("files with a byte order mark, as editors on Windows write them", () => {
  let folder: string;
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), `\uFEFF${text}`);

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-marks-")));
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\nconfig:\n  replicas: { type: integer, default: 3 }\n");
    write("Pulumi.dev.yaml", "config:\n  shop:replicas: 4\n");
    write("package.json", '{ "type": "module", "main": "program.ts", "fourfold": { "smoke": "./smoke.ts" } }');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("make up a project", () => {
    const { name, main, smoke } = openProject(folder);

    assert.deepEqual([name, main, smoke], ["shop", join(folder, "program.ts"), join(folder, "smoke.ts")]);
  });

  it("have a stack's settings", async () => {
    const { values } = await readStackConfig({ folder, stack: "dev", passphrase: "" });

    assert.deepEqual(values, { "shop:replicas": "4" });
  });

  it("decide how a program is run", () => {
    assert.equal(needsTsNode(join(folder, "program.ts")), false);
    write("package.json", '{ "name": "shop" }');
    assert.equal(needsTsNode(join(folder, "program.ts")), true);
  });

  it("have a stack's outputs", async () => {
    write("outputs.json", '{ "url": "https://shop.example" }');

    assert.deepEqual(await readOutputs(join(folder, "outputs.json")), { url: "https://shop.example" });
  });
});
