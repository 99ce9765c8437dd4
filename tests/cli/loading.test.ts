import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository, startCommand } from "../support/command.ts";

/** Runs a command, and prints at its end which packages and which parts of ours it has loaded. */
const program = `
  import { registerHooks } from "node:module";
  const loaded = new Set();
  registerHooks({
    load(url, context, next) {
      const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? /\\/(kit\\/[^/]+)\\//.exec(url) ?? [];
      if (name !== undefined) loaded.add(name);
      return next(url, context);
    },
  });
  const { main } = await import(${JSON.stringify(join(repository, "kit/cli/main.ts"))});
  await main(process.argv.slice(1));
  console.log(JSON.stringify([...loaded]));
`;

async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const command = startCommand(process.execPath, ["--input-type=module", "--eval", program, "--", ...args], {
    cwd: repository,
  });
  const { code, stdout, stderr } = await command.finished;
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** What only some commands need, and takes longer to load than all else: the engine, bundling, simulated clouds. */
const heavy = /^(?:@grpc\/|@pulumi\/|google-protobuf|esbuild|oxc-|workerd|miniflare|kit\/simulator$)/;

describe("a command that deploys nothing", () => {
  for (const args of [["--help"], ["dev", "--help"], ["completion", "bash"]]) {
    it(`\`fourfold ${args.join(" ")}\` loads neither engine, bundler nor simulator`, async () => {
      const loaded = await loadedBy(args);

      assert.ok(loaded.includes("kit/cli") && loaded.includes("commander"));
      assert.deepEqual(
        loaded.filter((name) => heavy.test(name)),
        [],
      );
    });
  }
});

describe("a command", () => {
  it("keeps what Node has compiled of it, for the next one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fourfold-compiled-"));
    try {
      const env = { TMPDIR: folder, NODE_COMPILE_CACHE: undefined };
      const bin = join(repository, "kit/cli/fourfold.js");
      const { code, stderr } = await startCommand(process.execPath, [bin, "--version"], { cwd: repository, env })
        .finished;

      assert.equal(code, 0, stderr);
      assert.ok(existsSync(join(folder, "node-compile-cache")));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
