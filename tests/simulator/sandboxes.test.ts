import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createSandboxes, isAlive } from "../../kit/simulator/sandboxes.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("sandboxes", () => {
  it("hold exactly the given files, below nothing that has packages", async () => {
    const sandboxes = createSandboxes();

    const folder = await sandboxes.create(
      new Map([
        ["a/b.txt", bytes("b")],
        ["c.txt", bytes("c")],
      ]),
    );

    assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), ["a", "a/b.txt", "c.txt"]);
    assert.equal(readFileSync(join(folder, "a/b.txt"), "utf8"), "b");
    for (let at = folder; at !== dirname(at); at = dirname(at)) assert.ok(!existsSync(join(at, "node_modules")));
    await sandboxes.clear();
  });

  it("can be removed one by one and all together", async () => {
    const sandboxes = createSandboxes();
    const [first, second] = [await sandboxes.create(new Map()), await sandboxes.create(new Map())];

    await sandboxes.remove(first);
    const left = existsSync(second);
    await sandboxes.clear();

    assert.deepEqual(
      [existsSync(first), left, existsSync(second), existsSync(dirname(second))],
      [false, true, false, false],
    );
  });

  it("removes nothing that is no sandbox", async () => {
    const sandboxes = createSandboxes();
    const folder = createTemporaryFolder();

    await assert.rejects(sandboxes.remove(folder.path), /is not a sandbox of this simulator/);
    assert.ok(existsSync(folder.path));
    folder.remove();
  });

  it("refuses a file name that leaves its folder", async () => {
    const sandboxes = createSandboxes();

    await assert.rejects(sandboxes.create(new Map([["../a", bytes("")]])), /leaves its folder/);
    await sandboxes.clear();
  });

  it("clear what killed processes left", async () => {
    const { pid } = spawnSync(process.execPath, ["--eval", ""]);
    const abandoned = join(tmpdir(), `fourfold-sandboxes-${pid}-left`);
    mkdirSync(abandoned);
    const sandboxes = createSandboxes();

    await sandboxes.create(new Map());

    assert.deepEqual([isAlive(pid), existsSync(abandoned)], [false, false]);
    await sandboxes.clear();
  });

  it("are refused where every function would find packages", async () => {
    const folder = createTemporaryFolder();
    mkdirSync(join(folder.path, "node_modules"));
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder.path;

    const created = createSandboxes().create(new Map());

    await assert.rejects(created, { code: "ERR_SIMULATOR", message: /node_modules.*Set TMPDIR/ });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    folder.remove();
  });
});
