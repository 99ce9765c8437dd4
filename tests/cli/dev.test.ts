import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clone, createClone } from "../support/clone.ts";
import type { Command } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { readStore } from "../support/store.ts";

const health = "functions/routes/health.ts";

/** The local addresses in what `dev` prints. */
const addressesIn = (text: string): readonly string[] => [...new Set(text.match(/http:\/\/127\.0\.0\.1:\d+/g))];

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
    for (const [name, file, from, to, message] of [
      ["an unknown property", "functions/shop.ts", "handler:", "handlr: 1, handler:", /"handlr".*\[ERR_SPEC\]/],
      ["a missing handler", "functions/shop.ts", "./api.ts", "./apis.ts", /apis\.ts.*\[ERR_HANDLER_MISSING\]/],
      [
        "a handler that does not compile",
        health,
        "export function",
        "export functoin",
        /health\.ts:\d+:\d+.*\[ERR_HANDLER_COMPILE\]/,
      ],
      ["a wrong export", "functions/api.ts", '"api"', '"other"', /api\.ts.*\[ERR_HANDLER_EXPORT\]/],
      ["a missing setting", "Pulumi.dev.yaml", / *fourfold-shop:protection: .*\n/, "", /protection/],
    ] as const) {
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
    let url: string;
    const read = async (): Promise<string> => (await fetch(`${url}/health`)).text();
    const serve = async (...args: readonly string[]): Promise<void> => {
      session = clone.start(["dev", ...args]);
      await session.until(/^Serving/m);
      url = addressesIn(session.text())[0] ?? "";
    };
    afterEach(async () => {
      session.process.kill("SIGKILL");
      await session.finished;
      // The simulator sees its input end.
      await sleep(1_500);
      await assertNothingLeft(clone.folder, addressesIn(session.text()));
    });

    it("serves new code on every cloud when a handler's file changes", async () => {
      await serve();

      clone.edit(health, 'state: "up" }', 'state: "up", reason: "edited" }');
      await session.until(/health\.ts → aws, gcp, azure, cloudflare in /);

      for (const address of addressesIn(session.text())) {
        assert.match(await (await fetch(`${address}/health`)).text(), /"reason":"edited"/, address);
      }
    });

    it("deploys an archive again when a file in it changes, or another one comes", async () => {
      const cwd = join(clone.folder, "examples/aws-lambda");
      session = clone.start(["dev"], { cwd });
      await session.until(/^Serving/m);
      const { endpoints } = JSON.parse((await clone.run(["status", "--json"], { cwd })).stdout);
      url = endpoints.find(({ host = "" }: { readonly host?: string }) => host.includes(".lambda-url.")).url;

      clone.edit("examples/aws-lambda/app/index.mjs", "Hello, ", "Welcome, ");
      await session.until(/app\/index\.mjs → 1 updated/);
      assert.equal(await (await fetch(url)).text(), "Welcome, world!");

      writeFileSync(join(cwd, "app/names.mjs"), "export const names = [];");
      await session.until(/^app → 1 updated/m);
    });

    it("keeps serving the old code while the new one does not compile, and says where; then recovers", async () => {
      await serve("--only", "aws");
      const good = readFileSync(join(clone.folder, health), "utf8");

      clone.edit(health, "export function", "export functoin");
      await session.until(/health\.ts:\d+:\d+.*ERR_HANDLER_COMPILE/);
      const meanwhile = await read();
      writeFileSync(join(clone.folder, health), good.replace('state: "up" }', 'state: "up", reason: "fixed" }'));
      await session.until(/health\.ts → aws in /);

      assert.match(meanwhile, /"state":"up"/);
      assert.match(await read(), /"reason":"fixed"/);
    });

    it("says what esbuild finds odd in a change, and leads stacks of what it has changed to the source", async () => {
      await serve("--only", "aws");
      const odd = 'state: typeof url === "strin" ? "up" : "down" }';
      clone.edit(health, 'state: "up" }', odd);
      await session.until(/^Warning: functions\/routes\/health\.ts:\d+:\d+: .*"typeof".*"strin"/m);

      clone.edit(health, odd, 'state: (() => { throw new RangeError("on purpose"); })() }');
      await session.until(/health\.ts → aws in .*\n[\s\S]*health\.ts → aws in /);

      const at = readFileSync(join(clone.folder, health), "utf8").split("\n");
      const line = at.findIndex((text) => text.includes("on purpose")) + 1;
      const place = `${health}:${line}:`;
      const logs = async () => {
        await read();
        return (await clone.run(["logs", "--function", "api"])).stdout;
      };
      // The map is made when the program has run again, some time after the change.
      let shown = await logs();
      for (let left = 20; left > 0 && !shown.includes(place); left -= 1) shown = await logs();
      assert.ok(shown.includes(place), shown);
      assert.match((await clone.run(["logs", "--json"])).stdout, /on purpose.*index\.mjs:\d+:\d+/);
    });

    it("recovers when the file that an import missed appears", async () => {
      await serve("--only", "aws");

      clone.edit("functions/api.ts", "./routes/health.ts", "./routes/moved.ts");
      await session.until(/moved\.ts.*ERR_HANDLER_COMPILE/);
      const text = readFileSync(join(clone.folder, health), "utf8");
      writeFileSync(
        join(clone.folder, "functions/routes/moved.ts"),
        text.replace('state: "up" }', 'state: "up", reason: "moved" }'),
      );
      await session.until(/moved\.ts → aws in /);

      assert.match(await read(), /"reason":"moved"/);
    });

    it("serves a file that is added to a folder which an import takes as a whole", async () => {
      mkdirSync(join(clone.folder, "functions/states"));
      writeFileSync(join(clone.folder, "functions/states/up.json"), '{ "seen": "at the start" }');
      const route = `.get("/:name", async (c) => c.json((await import("../states/" + c.req.param("name") + ".json")).default))`;
      clone.edit(health, "new Hono()", `new Hono()${route}`);
      await serve("--only", "aws");
      const stateOf = async (name: string) => (await fetch(`${url}/health/${name}`)).text();
      const before = [await stateOf("up"), await stateOf("sideways")];

      writeFileSync(join(clone.folder, "functions/states/sideways.json"), '{ "seen": "later" }');
      await session.until(/states → aws in /);

      assert.match(before.join(), /"at the start".*internal_error/);
      assert.match(await stateOf("sideways"), /"later"/);
    });

    it("deploys again when the set changes, and a mistake in it leaves what runs", async () => {
      await serve("--only", "aws");
      const good = readFileSync(join(clone.folder, "functions/shop.ts"), "utf8");

      clone.edit("functions/shop.ts", "handler:", "handlr: 1, handler:");
      await session.until(/"handlr".*ERR_SPEC/);
      const meanwhile = await read();
      writeFileSync(join(clone.folder, "functions/shop.ts"), good.replace("20 seconds", "21 seconds"));
      await session.until(/shop\.ts → .*1 updated/);

      assert.match(meanwhile, /"state":"up"/);
      assert.match(await read(), /"state":"up"/);
    });

    it("refuses a second session in the same folder, naming the first one's process", async () => {
      await serve("--only", "aws");

      const { code, stderr } = await clone.run(["dev"]);

      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`process ${session.process.pid}\\..*\\[ERR_BUSY\\]\\n$`));
      assert.match(await read(), /"state":"up"/);
    });

    it("ends on Ctrl-C also while it deploys again, and says nothing of what it gave up", async () => {
      await serve("--only", "aws");

      clone.edit("functions/shop.ts", "20 seconds", "21 seconds");
      await sleep(300);
      session.process.kill("SIGINT");
      const { code, stdout } = await session.finished;

      assert.equal(code, 0);
      assert.doesNotMatch(stdout, /cancel|ERR_|keeps serving/i);
      await assertClean(session.text());
    });

    it("ends everything it started on Ctrl-C, with exit code 0", async () => {
      await serve("--only", "aws");

      session.process.kill("SIGINT");
      const { code } = await session.finished;

      assert.equal(code, 0);
      await assertClean(session.text());
    });
  });
});
