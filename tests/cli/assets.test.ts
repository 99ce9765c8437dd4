import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset } from "@pulumi/pulumi";
import { assetFiles } from "../../kit/cli/dev/assets.ts";

/** What assets look like on the wire: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
const signature = "4dabf18193072939515e22adb298388d";
const archive = (content: object) => ({ [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", ...content });
const file = (path: string) => ({ [signature]: "c44067f5952c0a294b673a41bacd8c17", path });

describe("the files of assets", () => {
  let folder: string;
  let data: string;
  const at = (...names: readonly string[]): string => join(folder, ...names);
  const followed = (inputs: object): readonly string[] =>
    [...assetFiles([{ inputs: { ...inputs } }], data)].map((path) => path.slice(folder.length + 1)).sort();

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-assets-")));
    data = at(".fourfold");
    for (const name of ["app/routes", "app/node_modules/left-pad", ".fourfold/build"])
      mkdirSync(at(name), { recursive: true });
    for (const name of ["app/index.js", "app/routes/a.js", "app/node_modules/left-pad/index.js", "worker.js"])
      writeFileSync(at(name), "");
    writeFileSync(at(".fourfold/build/index.mjs"), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are those of an archive's folder, with its folders, and without packages", () => {
    assert.deepEqual(followed({ code: archive({ path: at("app") }) }), [
      "app",
      "app/index.js",
      "app/routes",
      "app/routes/a.js",
    ]);
  });

  it("are found in archives that are maps, in secrets, and where an input is a path itself", () => {
    const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: file(at("app/index.js")) };

    assert.deepEqual(followed({ code: archive({ assets: { a: file(at("worker.js")) } }) }), ["worker.js"]);
    assert.deepEqual(followed({ source: secret }), ["app/index.js"]);
    assert.deepEqual(followed({ contentFile: at("worker.js") }), ["worker.js"]);
  });

  it("are none of what we make ourselves, and none that are not there", () => {
    assert.deepEqual(followed({ code: archive({ path: at(".fourfold/build") }), other: file(at("gone.js")) }), []);
    assert.deepEqual(followed({ content: new asset.StringAsset("text") }), []);
  });
});
