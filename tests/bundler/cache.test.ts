import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { type BundleRequest, bundle, createBundler } from "../../kit/bundler/index.ts";
import { api, createProject } from "./project.ts";

const bundler = new URL("../../kit/bundler/index.ts", import.meta.url).href;

/** Bundles in a process of its own, in which esbuild cannot be started. */
async function bundleWithoutEsbuild(request: BundleRequest): Promise<{ readonly hash: string }> {
  const program = `
    import { bundle } from ${JSON.stringify(bundler)};
    console.log(JSON.stringify(await bundle(${JSON.stringify(request)})));`;
  // Any program that is not esbuild: one that does not exist would be ignored.
  const env = { ...process.env, ESBUILD_BINARY_PATH: process.execPath };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], { env });
  return JSON.parse(stdout);
}

const manifestTime = async (folder: string) => (await stat(join(folder, "out/shop/api/aws/manifest.json"))).mtimeMs;

describe("the bundler's cache", () => {
  it("answers for unchanged sources without starting esbuild", async () => {
    await using project = await createProject();
    const request = project.request("aws");
    await assert.rejects(bundleWithoutEsbuild(request));
    const made = await bundle(request);

    const found = await bundleWithoutEsbuild(request);

    assert.deepEqual(found, made);
  });

  it("makes the bundle again when a source changed", async () => {
    await using project = await createProject();
    const before = await bundle(project.request("aws"));
    await project.write("src/greeting.ts", 'export const greeting = "good night";');

    const after = await bundle(project.request("aws"));

    assert.notEqual(after.hash, before.hash);
    assert.match(await readFile(join(after.directory, after.entry), "utf8"), /good night/);
  });

  it("makes the bundle again when a package.json changed, which decides how sources are read", async () => {
    await using project = await createProject();
    await bundle(project.request("aws"));
    const before = await manifestTime(project.folder);
    await project.write("package.json", '{ "name": "a-shop", "type": "module", "sideEffects": false }');

    await bundle(project.request("aws"));

    assert.notEqual(await manifestTime(project.folder), before);
  });

  it("makes the bundle again for other settings", async () => {
    await using project = await createProject();
    const before = await bundle(project.request("aws"));

    const after = await bundle(
      project.request("aws", { settings: { timeout: 7, http: { streaming: true, maxBody: 1_048_576 } } }),
    );

    assert.notEqual(after.hash, before.hash);
  });

  it("repairs what was changed in the artifact", async () => {
    await using project = await createProject();
    const { directory, entry, hash } = await bundle(project.request("aws"));
    await writeFile(join(directory, entry), "changed");
    await writeFile(join(directory, "left-over.txt"), "old");

    const repaired = await bundle(project.request("aws"));

    assert.equal(repaired.hash, hash);
    assert.deepEqual(await readdir(directory), [entry]);
    assert.match(await readFile(join(directory, entry), "utf8"), /good morning/);
  });

  it("takes a damaged manifest for none", async () => {
    await using project = await createProject();
    const { hash } = await bundle(project.request("aws"));
    await writeFile(join(project.folder, "out/shop/api/aws/manifest.json"), '{ "made": ');

    const again = await bundle(project.request("aws"));

    assert.equal(again.hash, hash);
  });

  it("does not hand out an artifact whose last build failed", async () => {
    await using project = await createProject();
    await bundle(project.request("aws"));
    await project.write("src/api.ts", "export default ;");

    await assert.rejects(bundle(project.request("aws")), { code: "ERR_HANDLER_COMPILE" });
    await assert.rejects(bundle(project.request("aws")), { code: "ERR_HANDLER_COMPILE" });
  });
});

describe("createBundler", () => {
  it("follows changes, also through a failure", async () => {
    await using project = await createProject();
    const watcher = createBundler();
    const texts: string[] = [];
    const next = async () => {
      const { directory, entry } = await watcher.bundle(project.request("aws"));
      texts.push(/good \w+/.exec(await readFile(join(directory, entry), "utf8"))?.[0] ?? "");
    };
    await next();
    await project.write("src/api.ts", "export default ;");
    await assert.rejects(next, { code: "ERR_HANDLER_COMPILE" });
    await project.write("src/api.ts", api);
    await project.write("src/greeting.ts", 'export const greeting = "good evening";');
    await next();

    assert.deepEqual(texts, ["good morning", "good evening"]);
  });

  it("shows a reader whole files only", async () => {
    await using project = await createProject();
    const watcher = createBundler();
    const { directory, entry } = await watcher.bundle(project.request("aws"));
    const seen = new Set<string>();
    const reading = new AbortController();
    const read = async () => {
      while (!reading.signal.aborted) {
        seen.add(await readFile(join(directory, entry), "utf8"));
        await setTimeout(1);
      }
    };
    const reader = read();

    const wanted = new Set([await readFile(join(directory, entry), "utf8")]);
    for (const word of ["noon", "evening", "night"]) {
      await project.write("src/greeting.ts", `export const greeting = "good ${word}";`);
      await watcher.bundle(project.request("aws"));
      wanted.add(await readFile(join(directory, entry), "utf8"));
    }
    reading.abort();
    await reader;

    assert.equal(wanted.size, 4);
    assert.deepEqual(
      [...seen].filter((text) => !wanted.has(text)),
      [],
    );
    assert.deepEqual((await readdir(join(directory, ".."))).sort(), ["code", "earlier", "index.map", "manifest.json"]);
  });
});
