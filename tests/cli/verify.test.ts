import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { PassThrough } from "node:stream";
import { confirm } from "../../kit/cli/verify/confirm.ts";
import { packageVersion } from "../../kit/conformance/http/output.ts";
import { type Finished, repository, startCommand } from "../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

const target = { cloud: "aws", kind: "buffered", set: "conformance-buffered", url: "http://127.0.0.1:1" };
const app = { fourfold: "conformance/1", version: packageVersion(), targets: [target] };

describe("fourfold verify", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-verify-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
    startCommand(process.execPath, [bin, "verify", ...args], { cwd: folder, env }).finished;

  const runOn = (outputs: unknown, ...args: readonly string[]): Promise<Finished> => {
    writeFileSync(join(folder, "outputs.json"), JSON.stringify(outputs));
    return run(["--outputs", "outputs.json", ...args]);
  };

  const assertRefused = ({ code, stderr }: Finished, message: RegExp): void => {
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(code, 1);
  };

  describe("is told what it cannot work with", () => {
    for (const [args, message] of [
      ["--cloud ibm", /"ibm" is not one of aws, gcp, azure, cloudflare.*\[ERR_USAGE\]/],
      ["--concurrency 0", /number from 1 to 16.*\[ERR_USAGE\]/],
      ["--outputs x.json --simulated", /cannot be used with.*\[ERR_USAGE\]/],
      ["--simulated by-hand", /Allowed choices are dev, pulumi.*\[ERR_USAGE\]/],
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
      writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");

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
      assertRefused(finished, /no terminal.*--yes.*\[ERR_USAGE\]/);
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

  describe("reads a stack with the user's own Pulumi", () => {
    /** A `pulumi` that writes down how it was called. */
    const pretendPulumi = (script: string): NodeJS.ProcessEnv => {
      const path = join(folder, "bin");
      mkdirSync(path);
      writeFileSync(join(path, "pulumi"), `#!/bin/sh\necho "$(basename "$PWD"): $@" >> ${folder}/calls\n${script}\n`);
      chmodSync(join(path, "pulumi"), 0o755);
      return { PATH: [path, process.env.PATH].join(delimiter), PULUMI_BACKEND_URL: undefined };
    };
    const outputs = JSON.stringify({ other: 1, conformance: [app] });
    const state = JSON.stringify({ version: 3, deployment: {} });
    const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

    it("the one that is named, in the folder of its program", async () => {
      const env = pretendPulumi(`case "$*" in *export*) echo '${state}';; *) echo '${outputs}';; esac`);
      mkdirSync(join(folder, "program"));

      const { stdout } = await run(["--stack", "acme/prod", "--cwd", "program"], env);

      assert.deepEqual(calls(), [
        "program: stack output --json --stack acme/prod --non-interactive",
        "program: stack export --stack acme/prod --non-interactive",
      ]);
      assert.match(stdout, /^aws +buffered +135/m);
    });

    it("or the one that is selected", async () => {
      const env = pretendPulumi(
        `case "$*" in *show-name*) echo chosen;; *export*) echo '${state}';; *) echo '${outputs}';; esac`,
      );

      await run([], env);

      assert.deepEqual(calls(), [
        `${basename(folder)}: stack --show-name --non-interactive`,
        `${basename(folder)}: stack output --json --stack chosen --non-interactive`,
        `${basename(folder)}: stack export --stack chosen --non-interactive`,
      ]);
    });

    it("whose own functions do not answer: one message, and no failure for each behaviour", async () => {
      const urn = (type: string) => `urn:pulumi:prod::shop::fourfold:index:${type}::x`;
      const handle = { kind: "function", cloud: "aws", id: "x", attributes: {} };
      const own = (type: string, outputs: object) => ({ urn: urn(type), type: `fourfold:index:${type}`, outputs });
      const resources = [
        own("Function", { set: "shop", function: "api", trigger: "http", handle }),
        own("Gateway", { set: "shop", cloud: "aws", urls: { api: "http://127.0.0.1:1" }, routes: {} }),
      ];
      const exported = JSON.stringify({ version: 3, deployment: { resources } });
      const env = pretendPulumi(`case "$*" in *export*) echo '${exported}';; *) echo '{}';; esac`);

      const finished = await run(["--stack", "prod", "--yes"], env);

      assertRefused(finished, /aws, shop\/api: http:\/\/127\.0\.0\.1:1: it does not answer.*\[ERR_VERIFY\]/s);
      assert.match(finished.stdout, /^This will send \d+ requests to 1 functions:$/m);
    });

    describe("whose functions no request reaches", () => {
      const on = (cloud: string, name: string, trigger: string) => {
        const handle = { kind: "function", cloud, id: "x", attributes: {} };
        const outputs = { set: "shop", function: name, trigger, handle };
        return { urn: `urn:${cloud}:${name}`, type: "fourfold:index:Function", outputs };
      };
      const verifyOn = (resources: readonly object[], ...args: readonly string[]) => {
        const exported = JSON.stringify({ version: 3, deployment: { resources } });
        const env = pretendPulumi(`case "$*" in *export*) echo '${exported}';; *) echo '{}';; esac`);
        return run(["--stack", "prod", "--output", "report", ...args], env);
      };

      it("sends nothing and asks nobody, says of each function why, also in the report, and has not failed", async () => {
        const schedules = ["aws", "gcp"].map((cloud) => on(cloud, "audit", "schedule"));

        const { code, stdout, stderr } = await verifyOn([...schedules, on("azure", "api", "http")]);

        assert.equal(code, 0, stderr);
        assert.match(stdout, /^Stack "prod" has no HTTP functions that can be asked: no requests are sent\.$/m);
        const lines = [
          "aws shop/audit, gcp shop/audit: it has `schedule`, and answers no requests: `npx fourfold invoke shop/audit` runs it now",
          "azure shop/api: no route leads to it",
        ];
        for (const line of lines) assert.ok(stdout.includes(`\nnot asked: ${line}\n`), line);
        const [json = "", markdown = ""] = readdirSync(join(folder, "report"))
          .sort()
          .map((file) => readFileSync(join(folder, "report", file), "utf8"));
        assert.match(markdown, /^# HTTP behaviours: no HTTP function that can be asked\n/);
        assert.ok(markdown.endsWith(`\n\n## Not asked\n\n${lines.map((line) => `- ${line}\n`).join("")}`), markdown);
        assert.deepEqual(
          JSON.parse(json).unasked.map((each: { cloud: string; kind: string }) => `${each.cloud} ${each.kind}`),
          ["aws shop/audit", "gcp shop/audit", "azure shop/api"],
        );
      });

      it("is told where --cloud leaves out the only one, and where the stack has no functions at all", async () => {
        const narrowed = await verifyOn([on("aws", "audit", "schedule")], "--cloud", "gcp");
        rmSync(join(folder, "bin"), { recursive: true });
        const empty = await verifyOn([]);

        assertRefused(narrowed, /Nothing is left to ask.*\[ERR_USAGE\]/);
        assertRefused(empty, /Stack "prod": .*no functions of its own.*\[ERR_VERIFY\]/);
      });
    });

    describe("where `fourfold dev` runs", () => {
      beforeEach(() => {
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        mkdirSync(join(folder, ".fourfold"));
        writeFileSync(join(folder, ".fourfold/dev.lock"), String(process.pid));
      });

      it("only where it is named: otherwise what runs here is meant", async () => {
        const env = pretendPulumi(`case "$*" in *export*) echo '${state}';; *) echo '${outputs}';; esac`);

        const named = await run(["--stack", "prod"], env);
        const unnamed = await run([], env);

        assert.match(named.stdout, /^aws +buffered +135/m);
        assertRefused(unnamed, /the simulator is not running.*fourfold dev.*--stack.*\[ERR_SIMULATOR\]/);
      });
    });

    it("and passes on what Pulumi says against it", async () => {
      const env = pretendPulumi('echo "error: no stack named prod found" >&2; exit 255');

      assertRefused(await run(["--stack", "prod"], env), /no stack named prod found.*--stack.*\[ERR_PULUMI\]/s);
    });
  });

  it("reads outputs from the standard input", async () => {
    writeFileSync(join(folder, "outputs.json"), JSON.stringify({ c: app }));
    const pipe = `"${process.execPath}" "${bin}" verify --outputs - < outputs.json`;

    const { stdout } = await startCommand("sh", ["-c", pipe], { cwd: folder }).finished;

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
      assert.match(readFileSync(join(folder, "check/Pulumi.yaml"), "utf8"), /default: \[gcp, cloudflare\]/);
      assert.deepEqual(readdirSync(join(folder, "check")).sort(), ["Pulumi.dev.yaml", "Pulumi.yaml", "index.ts"]);
    });

    it("leaves a folder alone that has something in it", async () => {
      writeFileSync(join(folder, "mine.txt"), "mine");

      assertRefused(await run(["--init", "."]), /not empty.*--init.*\[ERR_USAGE\]/);
      assert.deepEqual(readdirSync(folder), ["mine.txt"]);
    });
  });
});
