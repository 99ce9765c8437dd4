import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clone, createClone } from "../support/clone.ts";
import type { Command } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { cases } from "../support/sample.ts";
import { readStore } from "../support/store.ts";
import { addressesIn } from "./addresses-in.ts";

const health = "functions/routes/health.ts";

describe("fourfold dev", function () {
  this.timeout(120_000);
  let clone: Clone;
  beforeEach(() => {
    clone = createClone();
  });
  afterEach(() => clone.remove());

  /** What a session must not leave, however it ended. */
  const assertClean = async (text: string): Promise<void> => {
    assert.equal(existsSync(join(clone.folder, ".fourfold/dev.lock")), false);
    assert.equal(existsSync(join(clone.folder, ".fourfold/reload")), false);
    await assertNothingLeft(clone.folder, addressesIn(text));
  };

  describe("--once", () => {
    it("deploys to four clouds, checks them over HTTP, says what there is and which function answers where, and ends with 0", async () => {
      const { code, stdout, stderr } = await clone.run(["dev", "--once"]);

      assert.equal(code, 0, stdout + stderr);
      for (const cloud of ["aws", "gcp", "azure", "cloudflare"]) {
        assert.match(
          stdout,
          new RegExp(
            `^${cloud} +\\d+ +[\\d.]+ KB / [\\d.]+ KB +[\\d.]+ m?s +(\\d+)/\\1 +http://127\\.0\\.0\\.1:\\d+ +shop/api$`,
            "m",
          ),
        );
        const [, place] = new RegExp(`^${cloud} .* (http://127\\.0\\.0\\.1:\\d+) +shop/api$`, "m").exec(stdout) ?? [];
        assert.match(stderr, new RegExp(`^${cloud} +\\d+ resources deployed, serving at ${place}, checking$`, "m"));
        assert.match(stderr, new RegExp(`^${cloud} +ready$`, "m"));
      }
      assert.match(stdout, /^https:\/\/\S+\.workers\.dev +is +http:\/\/127\.0\.0\.1:\d+$/m);
      await assertClean(stdout);
    });

    it("finds what an earlier run has deployed: same names, same ports", async () => {
      await clone.run(["start"]);
      const endpoints = async () => JSON.parse((await clone.run(["status", "--json"])).stdout).endpoints;

      await clone.run(["dev", "--once", "--only", "cloudflare"]);
      const first = await endpoints();
      await clone.run(["dev", "--once", "--only", "cloudflare"]);
      const second = await endpoints();
      await clone.run(["stop"]);

      assert.match(first[0]?.host, /workers\.dev$/);
      assert.deepEqual(second, first);
    });

    it("ends with 1 when a check fails, and says which and on which cloud", async () => {
      clone.edit(health, 'state: "up" }', 'state: "sideways" }');

      const { code, stdout } = await clone.run(["dev", "--once", "--only", "aws"]);

      assert.equal(code, 1);
      assert.match(stdout, /^aws: is healthy/m);
      await assertClean(stdout);
    });
  });

  describe("a mistake in the project", () => {
    const mistakes = {
      "an unknown property": ["functions/shop.ts", "handler:", "handlr: 1, handler:", /"handlr".*\[ERR_SPEC\]/],
      "a missing handler": ["functions/shop.ts", "./api.ts", "./apis.ts", /apis\.ts.*\[ERR_HANDLER_MISSING\]/],
      "a handler that does not compile": [
        health,
        "export function",
        "export functoin",
        /health\.ts:\d+:\d+.*\[ERR_HANDLER_COMPILE\]/,
      ],
      "a wrong export": ["functions/api.ts", '"api"', '"other"', /api\.ts.*\[ERR_HANDLER_EXPORT\]/],
      "a missing setting": ["Pulumi.dev.yaml", / *fourfold-shop:protection: .*\n/, "", /protection/],
    } as const satisfies Readonly<Record<string, readonly [string, string | RegExp, string, RegExp]>>;

    for (const [name, [file, from, to, message]] of cases(mistakes, 2)) {
      it(`such as ${name} gives one clear error, exit code 1, and nothing half-applied`, async () => {
        clone.edit(file, from, to);

        const { code, stdout, stderr } = await clone.run(["dev", "--only", "aws,cloudflare"]);

        assert.equal(code, 1);
        assert.equal((stdout + stderr).split("\n").filter((line) => message.test(line)).length, 1, stdout + stderr);
        assert.doesNotMatch(stdout + stderr, /\n {4}at |serializing/);
        // Some mistakes are found before there is a simulated cloud.
        const store = join(clone.folder, ".fourfold/simulator/simulator.db");
        assert.equal(existsSync(store) ? readStore(clone.folder).resources : 0, 0);
        await assertClean(stdout);
      });
    }
  });

  describe("while it serves", () => {
    let session: Command;
    afterEach(async () => {
      session.process.kill("SIGKILL");
      await session.finished;
      // The simulator sees its input end.
      await sleep(1_500);
      await assertNothingLeft(clone.folder, addressesIn(session.text()));
    });

    it("serves new code on every cloud when a handler's file changes; Ctrl-C ends everything it started, with exit code 0", async () => {
      session = clone.start(["dev"]);
      await session.until(/^Serving/m);

      clone.edit(health, 'state: "up" }', 'state: "up", reason: "edited" }');
      await session.until(/health\.ts → aws, gcp, azure, cloudflare in /);

      for (const address of addressesIn(session.text())) {
        assert.match(await (await fetch(`${address}/health`)).text(), /"reason":"edited"/, address);
      }
      session.process.kill("SIGINT");
      assert.equal((await session.finished).code, 0);
      await assertClean(session.text());
    });

    it("deploys an archive again when a file in it changes, or another one comes", async () => {
      const cwd = join(clone.folder, "examples/aws-lambda");
      session = clone.start(["dev"], { cwd });
      await session.until(/^Serving/m);
      const { endpoints } = JSON.parse((await clone.run(["status", "--json"], { cwd })).stdout);
      const { url } = endpoints.find(({ host = "" }: { readonly host?: string }) => host.includes(".lambda-url."));

      clone.edit("examples/aws-lambda/app/index.mjs", "Hello, ", "Welcome, ");
      await session.until(/app\/index\.mjs → 1 updated/);
      assert.equal(await (await fetch(url)).text(), "Welcome, world!");

      writeFileSync(join(cwd, "app/names.mjs"), "export const names = [];");
      await session.until(/^app → 1 updated/m);
    });

    it("ends on Ctrl-C also while it deploys again, and says nothing of what it gave up", async () => {
      session = clone.start(["dev", "--only", "aws"]);
      await session.until(/^Serving/m);

      clone.edit("functions/shop.ts", "20 seconds", "21 seconds");
      await sleep(300);
      session.process.kill("SIGINT");
      const { code, stdout } = await session.finished;

      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /cancel|ERR_|keeps serving/i);
      await assertClean(session.text());
    });
  });
});
