import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { confirm } from "../../kit/cli/verify/confirm.ts";
import { type Finished, startCommand } from "../support/command.ts";
import { app, assertRefused, bin, target, VerifyFolder } from "./verify-folder.ts";

describe("fourfold verify", () => {
  const here = new VerifyFolder();
  const run = here.run.bind(here);

  const runOn = (outputs: unknown, ...args: readonly string[]): Promise<Finished> => {
    writeFileSync(join(here.path, "outputs.json"), JSON.stringify(outputs));
    return run(["--outputs", "outputs.json", ...args]);
  };

  describe("is told what it cannot work with", () => {
    for (const [args, message] of [
      ["--cloud ibm", /"ibm" is not one of aws, gcp, azure, cloudflare.*\[ERR_USAGE\]/],
      ["--concurrency 0", /number from 1 to 16.*\[ERR_USAGE\]/],
      ["--outputs x.json --simulated", /cannot be used with.*\[ERR_USAGE\]/],
      ["--dev --simulated", /cannot be used with.*\[ERR_USAGE\]/],
      ["--outputs missing.json", /missing\.json.*ENOENT.*stack output --json.*\[ERR_VERIFY\]/],
    ] as const) {
      it(`\`${args}\``, async () => {
        assertRefused(await run(args.split(" ")), message);
      });
    }

    for (const [name, outputs, message] of [
      [
        "outputs without the app",
        { urls: { aws: "https://a.example" } },
        /no output is one of.*--init.*\[ERR_VERIFY\]/,
      ],
      ["another format", { c: { ...app, fourfold: "conformance/9" } }, /fourfold.*conformance\/9.*\[ERR_VERIFY\]/],
      [
        "an app of another version",
        { c: { ...app, version: "0.0.1" } },
        /with Fourfold 0\.0\.1.*pulumi up.*\[ERR_VERIFY\]/,
      ],
      [
        "an address that is none",
        { c: { ...app, targets: [{ ...target, url: "x" }] } },
        /targets\.0\.url.*\[ERR_VERIFY\]/,
      ],
    ] as const) {
      it(name, async () => {
        assertRefused(await runOn(outputs, "--yes"), message);
      });
    }

    it("a filter that leaves nothing", async () => {
      assertRefused(await runOn({ c: app }, "--grep", "no such behaviour"), /Nothing is left to ask.*\[ERR_USAGE\]/);
      assertRefused(await runOn({ c: app }, "--cloud", "gcp"), /Nothing is left to ask.*\[ERR_USAGE\]/);
    });

    it("an address where nothing answers", async () => {
      assertRefused(
        await runOn({ c: app }, "--yes"),
        /aws, buffered: http:\/\/127.*does not answer.*--simulated.*\[ERR_VERIFY\]/,
      );
    });

    it("an address where something else answers", async () => {
      const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;

      const finished = await runOn(
        { c: { ...app, targets: [{ ...target, url: `http://127.0.0.1:${port}` }] } },
        "--yes",
      );

      server.close();
      assertRefused(
        finished,
        /not the set "conformance-buffered" on aws answers, but status 200, "hello".*\[ERR_VERIFY\]/,
      );
    });

    it("a command for logs that fails", async () => {
      const finished = await runOn({ c: app }, "--yes", "--logs", "echo no access >&2; exit 3");

      assertRefused(finished, /--logs: the command failed:.*no access.*\[ERR_VERIFY\]/s);
    });

    it("simulated clouds that do not run", async () => {
      writeFileSync(join(here.path, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");

      assertRefused(await run(["--simulated"]), /the simulator is not running.*fourfold pulumi up.*\[ERR_SIMULATOR\]/);
    });
  });

  describe("says what it will do", () => {
    it("and sends nothing where nobody can confirm it", async () => {
      const requests: string[] = [];
      const server = createServer((request, response) => {
        requests.push(request.url ?? "");
        response.end();
      }).listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}`;

      const finished = await runOn([{ ...app, targets: [{ ...target, url }] }]);

      server.close();
      assertRefused(finished, /not a terminal.*--yes.*\[ERR_USAGE\]/);
      assert.match(finished.stdout, /^This will send 254 requests to 1 functions:$/m);
      assert.match(finished.stdout, new RegExp(`^aws +buffered +135 +254 +${url}$`, "m"));
      assert.match(finished.stdout, /largest body is 3\.0 MB.*takes about \d/);
      assert.match(
        finished.stdout,
        /Nothing is created, changed or removed.*make a function of the conformance app fail.*on purpose/s,
      );
      assert.match(finished.stdout, /^4 behaviours are seen in logs only, and not checked without --logs\.$/m);
      assert.deepEqual(requests, []);
    });

    for (const [answer, expected] of [
      ["y", true],
      ["Yes", true],
      ["", false],
      ["no", false],
    ] as const) {
      it(`and takes ${JSON.stringify(answer)} on a terminal as ${expected ? "yes" : "no"}`, async () => {
        const input = Object.assign(new PassThrough(), { isTTY: true });
        const output = new PassThrough();

        const confirmed = confirm("Send them?", input, output);
        input.write(`${answer}\n`);

        assert.equal(await confirmed, expected);
        assert.equal(String(output.read()), "Send them? [y/N] ");
      });
    }
  });

  it("reads outputs from the standard input", async () => {
    writeFileSync(join(here.path, "outputs.json"), JSON.stringify({ c: app }));
    const pipe = `"${process.execPath}" "${bin}" verify --outputs - < outputs.json`;

    const { stdout } = await startCommand("sh", ["-c", pipe], { cwd: here.path }).finished;

    assert.match(stdout, /^aws +buffered +135/m);
  });

  describe("--init", () => {
    it("writes a program, and says what it creates, how to run it, and how to remove it", async () => {
      const { code, stdout } = await run(["--init", "check", "--cloud", "gcp,cloudflare"]);

      assert.equal(code, 0);
      assert.match(stdout, /^gcp +14 +2 Function, /m);
      assert.match(stdout, /^cloudflare +9 +6 WorkersScript, /m);
      assert.doesNotMatch(stdout, /^aws/m);
      assert.match(stdout, /are real.*billed by use.*pulumi up && npx fourfold verify.*pulumi destroy/s);
      assert.match(readFileSync(join(here.path, "check/Pulumi.yaml"), "utf8"), /default: \[gcp, cloudflare\]/);
      assert.deepEqual(readdirSync(join(here.path, "check")).sort(), ["Pulumi.dev.yaml", "Pulumi.yaml", "index.ts"]);
    });

    it("leaves a folder alone that has something in it", async () => {
      writeFileSync(join(here.path, "mine.txt"), "mine");

      assertRefused(await run(["--init", "."]), /not empty.*--init.*\[ERR_USAGE\]/);
      assert.deepEqual(readdirSync(here.path), ["mine.txt"]);
    });
  });
});
