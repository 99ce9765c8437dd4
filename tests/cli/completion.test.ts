import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

/** In a folder without a project: completion works everywhere. */
async function fourfold(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [bin, ...args], { cwd: tmpdir() })).stdout;
}

/** The words that a shell would be offered. */
const offered = (text: string): readonly string[] => text.split("\n").map((line) => line.split("\t")[0] ?? "");

describe("completion", () => {
  it("offers commands, options, and the values of options", async () => {
    assert.deepEqual(offered(await fourfold("complete", "--", "st")).slice(0, 3), ["start", "status", "stop"]);
    assert.ok(offered(await fourfold("complete", "--", "dev", "--on")).includes("--only"));
    assert.ok(offered(await fourfold("complete", "--", "dead-letters", "--li")).includes("--limit"));
    assert.ok(offered(await fourfold("complete", "--", "logs", "--cloud", "")).includes("cloudflare"));
  });

  it("does not offer what answers it", async () => {
    assert.ok(!offered(await fourfold("complete", "--", "co")).includes("complete"));
  });

  it("has a script that bash reads without complaint", async () => {
    const script = await fourfold("completion", "bash");

    assert.match(script, /fourfold complete --/);
    execFileSync("bash", ["-n"], { input: script });
  });

  for (const shell of ["zsh", "fish"]) {
    it(`has a script for ${shell}`, async () => {
      assert.match(await fourfold("completion", shell), /fourfold complete --/);
    });
  }
});
