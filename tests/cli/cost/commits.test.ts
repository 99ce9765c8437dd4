import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkPackages } from "../../../kit/cli/cost/against/packages.ts";
import { findCommit, inWorktree, isChanged, openRepository } from "../../../kit/cli/git.ts";
import { createRepository, type TestRepository } from "./git.ts";

const refusal = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error);
  assert.match(error.message, message);
  assert.match(error.message, /\[ERR_USAGE\]/);
  return true;
};

describe("a commit to compare with", () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = createRepository();
    repository.commit({ "app/index.ts": "one" });
  });
  afterEach(() => rmSync(repository.root, { recursive: true }));

  it("has a work tree of its own, which is gone afterwards, also when something fails", async () => {
    const opened = await openRepository(join(repository.root, "app"));
    const commit = await findCommit(opened, "main");
    repository.write({ "app/index.ts": "two" });

    const text = await inWorktree(opened, commit, async (folder) => readFileSync(join(folder, "app/index.ts"), "utf8"));
    let left = "";
    const failing = inWorktree(opened, commit, async (folder) => {
      left = folder;
      throw new Error("it fails");
    });

    assert.equal(text, "one");
    await assert.rejects(failing, /it fails/);
    assert.equal(existsSync(join(left, "..")), false);
    assert.equal(repository.git("worktree", "list").trim().split("\n").length, 1);
    assert.equal(readFileSync(join(repository.root, "app/index.ts"), "utf8"), "two");
  });

  it("runs no hook of the repository, and is found under a hook of git", async () => {
    const hook = join(repository.root, ".git/hooks/post-checkout");
    writeFileSync(hook, `#!/bin/sh\ntouch ${join(repository.root, "ran")}\n`, { mode: 0o755 });
    process.env.GIT_DIR = "/nowhere";
    try {
      const opened = await openRepository(repository.root);
      await inWorktree(opened, await findCommit(opened, "HEAD"), async () => undefined);
    } finally {
      delete process.env.GIT_DIR;
    }

    assert.equal(existsSync(join(repository.root, "ran")), false);
  });

  it("is refused where it is none, with the command that fetches it", async () => {
    const opened = await openRepository(repository.root);

    for (const ref of ["origin/main", "--help", "main..HEAD", ""]) {
      await assert.rejects(
        findCommit(opened, ref),
        refusal(/--against: ".*" is neither a file nor a commit of .*git fetch/),
      );
    }
  });

  it("is refused outside of a repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fourfold-none-"));

    await assert.rejects(openRepository(folder), refusal(/it is not in a git repository\. Compare with a file that/));
    rmSync(folder, { recursive: true });
  });

  it("is compared with files that are not committed, and refused while a merge has conflicts", async () => {
    const opened = await openRepository(repository.root);
    const clean = await isChanged(opened);
    repository.write({ "app/new.ts": "" });
    const dirty = await isChanged(opened);
    repository.git("checkout", "--quiet", "-b", "other");
    repository.commit({ "app/index.ts": "two" });
    repository.git("checkout", "--quiet", "main");
    repository.commit({ "app/index.ts": "three" });
    assert.throws(() => repository.git("merge", "other"));

    assert.deepEqual([clean, dirty], [false, true]);
    await assert.rejects(isChanged(opened), refusal(/app\/index\.ts: conflicts of a merge are not resolved\./));
  });
});

describe("the packages of a commit's work tree", () => {
  it("are those that are installed; what a workspace has of the repository is the commit's", async () => {
    const around = mkdtempSync(join(tmpdir(), "fourfold-packages-"));
    const [from, to] = [join(around, "from"), join(around, "to")];
    for (const path of ["from/node_modules/lib", "from/node_modules/@acme", "from/packages/ui", "to/packages/ui"]) {
      mkdirSync(join(around, path), { recursive: true });
    }
    writeFileSync(join(from, "node_modules/lib/index.js"), "");
    symlinkSync("../../packages/ui", join(from, "node_modules/@acme/ui"));
    writeFileSync(join(to, "packages/ui/index.js"), "");

    await linkPackages(["package.json", "packages/ui/package.json"], { from, to });

    assert.ok(existsSync(join(to, "node_modules/lib/index.js")));
    assert.ok(existsSync(join(to, "node_modules/@acme/ui/index.js")));
    rmSync(around, { recursive: true });
  });
});
