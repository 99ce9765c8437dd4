import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { guardStackFiles } from "../../../kit/cli/pulumi/stack-files.ts";
import { ensurePulumi } from "../../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import { assertNothingLeft } from "../../support/leftovers.ts";

describe("fourfold pulumi", function () {
  this.timeout(120_000);
  let clone: Clone;
  beforeEach(() => {
    clone = createClone();
  });
  afterEach(() => clone.remove());

  it("says where to get a CLI when there is none", async () => {
    const { code, stdout, stderr } = await clone.run(["pulumi", "preview"], { env: { PATH: "" } });

    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(
      stderr,
      /not installed\. Install it: https:\/\/www\.pulumi\.com\/docs\/iac\/download-install\/\. \[ERR_PULUMI\]\n$/,
    );
    await assertNothingLeft(clone.folder, []);
  });

  describe("with a CLI", () => {
    let env: NodeJS.ProcessEnv;
    before(async function () {
      this.timeout(15 * 60_000); // Where no Pulumi is installed it is built, once.
      env = { PATH: `${dirname(await ensurePulumi())}:${process.env.PATH}` };
    });

    it("passes arguments on and hands back output and exit code, without starting a cloud", async () => {
      const help = await clone.run(["pulumi", "stack", "init", "--help"], { env });
      const wrong = await clone.run(["pulumi", "frobnicate"], { env });

      assert.match(help.stdout, /pulumi stack/);
      assert.equal(help.code, 0);
      assert.notEqual(wrong.code, 0);
      assert.match(wrong.stdout + wrong.stderr, /unknown command "frobnicate"/);
      await assertNothingLeft(clone.folder, []);
    });

    it("creates the stack dev when a command needs one, says so, and leaves the settings file as it was", async () => {
      const settings = readFileSync(join(clone.folder, "Pulumi.dev.yaml"), "utf8");

      const first = await clone.run(["pulumi", "config", "get", "protection"], { env });
      const second = await clone.run(["pulumi", "config", "get", "protection"], { env });

      assert.match(first.stderr, /The stack "dev" does not exist.*created now/);
      assert.deepEqual([second.code, second.stdout.trim(), second.stderr], [0, "destroy", ""]);
      assert.equal(readFileSync(join(clone.folder, "Pulumi.dev.yaml"), "utf8"), settings);
    });

    // The engine passes a path on as the program wrote it, and the clouds were started for one project only.
    it("reads each project's files from its own folder, where several share the clouds", async () => {
      const deploy = async (name: string): Promise<string> => {
        const cwd = createUpload(clone, name);
        await clone.run(["pulumi", "up", "--yes", "--skip-preview"], { cwd, env });
        return (await clone.run(["pulumi", "stack", "output", "hash"], { cwd, env })).stdout.trim();
      };

      const hashes = [await deploy("one"), await deploy("two")];
      await clone.run(["stop"], { cwd: join(clone.folder, "two"), env });

      assert.match(hashes.join(" "), /^\S+== \S+==$/);
      assert.notEqual(hashes[0], hashes[1]);
    });
  });
});

/** A project on shared clouds that uploads a file with its name in it. */
function createUpload({ folder }: Clone, name: string): string {
  const cwd = join(folder, name);
  const files = {
    "Pulumi.yaml": `name: ${name}\nmain: index.js\nruntime: { name: nodejs, options: { typescript: false } }\n`,
    "package.json": JSON.stringify({ type: "module", fourfold: { shared: "../clouds" } }),
    "text.txt": name,
    "index.js": `
import { Bucket, BucketObject } from "@pulumi/gcp/storage/index.js";
import { asset } from "@pulumi/pulumi";
const bucket = new Bucket("files", { name: "files-of-${name}", location: "EU" });
const source = new asset.FileAsset("./text.txt");
export const hash = new BucketObject("text", { bucket: bucket.name, name: "text.txt", source }).md5hash;
`,
  };
  mkdirSync(cwd);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text);
  return cwd;
}

describe("the guard of stack files", () => {
  let clone: Clone;
  beforeEach(() => {
    clone = createClone();
  });
  afterEach(() => clone.remove());
  const salt = "encryptionsalt: v1:abc=:v1:def:ghi==\n";

  it("takes a salt out again that is the only change", () => {
    const file = join(clone.folder, "Pulumi.dev.yaml");
    const before = readFileSync(file, "utf8");

    const putBack = guardStackFiles(clone.folder);
    writeFileSync(file, `${before}${salt}`);
    putBack();

    assert.equal(readFileSync(file, "utf8"), before);
  });

  it("leaves a salt that comes with a secret", () => {
    const file = join(clone.folder, "Pulumi.dev.yaml");
    const after = `${readFileSync(file, "utf8")}  fourfold-shop:key:\n    secure: v1:x:y\n${salt}`;

    const putBack = guardStackFiles(clone.folder);
    writeFileSync(file, after);
    putBack();

    assert.equal(readFileSync(file, "utf8"), after);
  });
});
