import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zipSync } from "fflate";
import { createTar } from "nanotar";
import type { Code } from "../../../kit/simulator/contract.ts";
import { createCode, dropUnused } from "../../../kit/simulator/control/code.ts";
import { type Database, openDatabase } from "../../../kit/simulator/control/database.ts";
import { DurableStore } from "../../../kit/simulator/control/store.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

// The signatures of Pulumi's wire format: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const signature = "4dabf18193072939515e22adb298388d";
const asset = (content: object) => ({ [signature]: "c44067f5952c0a294b673a41bacd8c17", ...content });
const archive = (content: object) => ({ [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", ...content });
const bytes = (text: string) => new TextEncoder().encode(text);
const contents = { "index.mjs": "export {};", "lib/a.txt": "a" };
const packed = Object.fromEntries(Object.entries(contents).map(([name, text]) => [name, bytes(text)]));

describe("deployed code", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let database: Database;
  let code: Code;
  const textsOf = (hash: string) =>
    Object.fromEntries([...code.files(hash)].map(([name, data]) => [name, Buffer.from(data).toString()]));

  before(() => {
    folder = createTemporaryFolder();
    database = openDatabase(":memory:");
    code = createCode(database, folder.path);
    const tar = createTar(Object.entries(packed).map(([name, data]) => ({ name, data })));
    mkdirSync(join(folder.path, "code/lib"), { recursive: true });
    writeFileSync(join(folder.path, "code/index.mjs"), contents["index.mjs"]);
    writeFileSync(join(folder.path, "code/lib/a.txt"), contents["lib/a.txt"]);
    writeFileSync(join(folder.path, "code.zip"), zipSync(packed));
    writeFileSync(join(folder.path, "code.tgz"), gzipSync(tar));
    writeFileSync(join(folder.path, "code.tar"), tar);
    writeFileSync(join(folder.path, "broken.zip"), zipSync(packed).slice(0, 60));
  });
  after(() => {
    database.close();
    folder.remove();
  });

  const sources = {
    "a folder": archive({ path: "code" }),
    "a zip file": archive({ path: "code.zip" }),
    "a tgz file": archive({ path: "code.tgz" }),
    "a tar file": archive({ path: "code.tar" }),
    "a map of assets": archive({
      assets: { "lib/a.txt": asset({ text: contents["lib/a.txt"] }), "index.mjs": asset({ path: "code/index.mjs" }) },
    }),
    "a map with an archive in it": archive({
      assets: {
        lib: archive({ assets: { "a.txt": asset({ text: "a" }) } }),
        "index.mjs": asset({ text: contents["index.mjs"] }),
      },
    }),
    "an asset that is a zip file": asset({ path: "code.zip" }),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`takes ${name}, with a hash of nothing but names and bytes`, async () => {
      const hash = await code.take(source);

      assert.deepEqual(textsOf(hash), contents);
      assert.equal(hash, code.put(new Map(Object.entries(packed).reverse())));
    });
  }

  for (const [name, source] of Object.entries(sources)) {
    it(`packs ${name} as an upload, and unpacks the same files`, async () => {
      const upload = await code.pack(source);

      assert.equal(code.unpack(upload), await code.take(source));
      assert.deepEqual(await code.pack(source), upload);
    });
  }

  it("packs a file as its bytes, and a text as its own", async () => {
    assert.deepEqual(await code.pack(asset({ path: "code/lib/a.txt" })), Buffer.from("a"));
    // As it is: written again it has another time.
    assert.deepEqual(await code.pack(archive({ path: "code.zip" })), readFileSync(join(folder.path, "code.zip")));
    assert.deepEqual(await code.pack(asset({ text: "b" })), bytes("b"));
    assert.deepEqual(textsOf(code.unpack(bytes("b"))), { content: "b" });
  });

  it("gives another hash when a name or a byte changes", () => {
    const hashes = [{ a: "xy" }, { a: "xz" }, { ax: "y" }, { b: "xy" }, {}].map((files) =>
      code.put(new Map(Object.entries(files).map(([name, text]) => [name, bytes(text)]))),
    );

    assert.equal(new Set(hashes).size, hashes.length);
  });

  it("takes an archive without files", async () => {
    const hash = await code.take(archive({ assets: {} }));

    assert.deepEqual(textsOf(hash), {});
  });

  it("takes text and a single file as one file", async () => {
    const text = await code.take(asset({ text: "hello" }));
    const file = await code.take(asset({ path: "code/lib/a.txt" }));

    assert.deepEqual([textsOf(text), textsOf(file)], [{ text: "hello" }, { "a.txt": "a" }]);
  });

  const refused: Readonly<Record<string, readonly [unknown, RegExp]>> = {
    "a path that does not exist": [archive({ path: "nothing" }), /nothing does not exist\. Relative paths start/],
    "a file that is no archive": [archive({ path: "code/lib/a.txt" }), /is not a zip, tar or tgz file/],
    "something that is no asset": [{ path: "code" }, /Expected an asset or an archive/],
    "a member that is no asset": [archive({ assets: { a: "text" } }), /member "a" is neither an asset nor an archive/],
    "a name above the archive": [archive({ assets: { "../a": asset({ text: "" }) } }), /lies outside/],
    "an absolute name": [archive({ assets: { "/etc/a": asset({ text: "" }) } }), /lies outside/],
    "a Windows path as a name": [archive({ assets: { "a\\..\\..\\b": asset({ text: "" }) } }), /lies outside/],
  };
  for (const [name, [source, message]] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(code.take(source), { name: "CloudError", code: "InvalidAsset", message });
    });
  }

  it("has no address on the internet, which is a limit of its own", async () => {
    const remote = archive({ uri: "https://x.example/a.zip" });

    await assert.rejects(code.take(remote), { code: "SimulatorLimit", message: /only, not https:\/\/x\.example/ });
  });

  it("refuses a zip file that is cut off", async () => {
    await assert.rejects(code.take(archive({ path: "broken.zip" })), {
      code: "InvalidAsset",
      message: /broken\.zip cannot be unpacked/,
    });
  });

  it("refuses a hash that nothing was stored under", () => {
    assert.throws(() => code.files("0".repeat(64)), { code: "NoSuchContent", status: 404 });
  });

  it("drops only what no resource and no value mentions", () => {
    const own = openDatabase(":memory:");
    const kept = createCode(own, folder.path);
    const store = new DurableStore(own);
    const [used, valued, unused] = ["1", "2", "3"].map((text) => kept.put(new Map([["a", bytes(text)]])));
    const scope = { account: "1", region: "north" };
    store.put({ type: "t", id: "a", scope, inputs: {}, outputs: { code: { hash: used } } });
    store.putValue("checkpoint", `{"hash":"${valued}"}`);

    dropUnused(own);

    assert.equal(kept.files(String(used)).size, 1);
    assert.equal(kept.files(String(valued)).size, 1);
    assert.throws(() => kept.files(String(unused)), { code: "NoSuchContent" });
    own.close();
  });
});
