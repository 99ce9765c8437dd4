import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { app, assertRefused, VerifyFolder } from "./verify-folder.ts";

describe("fourfold verify reads a stack with the user's own Pulumi", () => {
  const here = new VerifyFolder();
  const run = here.run.bind(here);

  /** A `pulumi` that writes down how it was called. */
  const pretendPulumi = (script: string): NodeJS.ProcessEnv => {
    const path = join(here.path, "bin");
    mkdirSync(path);
    writeFileSync(join(path, "pulumi"), `#!/bin/sh\necho "$(basename "$PWD"): $@" >> ${here.path}/calls\n${script}\n`);
    chmodSync(join(path, "pulumi"), 0o755);
    return { PATH: [path, process.env.PATH].join(delimiter), PULUMI_BACKEND_URL: undefined };
  };
  const outputs = JSON.stringify({ other: 1, conformance: [app] });
  const state = JSON.stringify({ version: 3, deployment: {} });
  const calls = () => readFileSync(join(here.path, "calls"), "utf8").trim().split("\n");

  it("the one that is named, in the folder of its program", async () => {
    const env = pretendPulumi(`case "$*" in *export*) echo '${state}';; *) echo '${outputs}';; esac`);
    mkdirSync(join(here.path, "program"));

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
      `${basename(here.path)}: stack --show-name --non-interactive`,
      `${basename(here.path)}: stack output --json --stack chosen --non-interactive`,
      `${basename(here.path)}: stack export --stack chosen --non-interactive`,
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

      const others = [on("azure", "api", "http"), on("azure", "fulfil", "consumes")];
      const { code, stdout, stderr } = await verifyOn([...schedules, ...others]);

      assert.equal(code, 0, stderr);
      assert.match(stdout, /^Stack "prod" has no HTTP functions that can be asked: no requests are sent\.$/m);
      const lines = [
        "aws shop/audit, gcp shop/audit: it has `schedule`, and answers no requests: `npx fourfold invoke shop/audit --stack prod` runs it now",
        "azure shop/api: no route leads to it",
        "azure shop/fulfil: it has `consumes`, and answers no requests",
      ];
      for (const line of lines) assert.ok(stdout.includes(`\nnot asked: ${line}\n`), line);
      const [json = "", markdown = ""] = readdirSync(join(here.path, "report"))
        .sort()
        .map((file) => readFileSync(join(here.path, "report", file), "utf8"));
      assert.match(markdown, /^# HTTP behaviours: no HTTP function that can be asked\n/);
      assert.ok(markdown.endsWith(`\n\n## Not asked\n\n${lines.map((line) => `- ${line}\n`).join("")}`), markdown);
      assert.deepEqual(
        JSON.parse(json).unasked.map((each: { cloud: string; kind: string }) => `${each.cloud} ${each.kind}`),
        ["aws shop/audit", "gcp shop/audit", "azure shop/api", "azure shop/fulfil"],
      );
    });

    it("is told where --cloud leaves out the only one, and where the stack has no functions at all", async () => {
      const narrowed = await verifyOn([on("aws", "audit", "schedule")], "--cloud", "gcp");
      rmSync(join(here.path, "bin"), { recursive: true });
      const empty = await verifyOn([]);

      assertRefused(narrowed, /Nothing is left to ask.*\[ERR_USAGE\]/);
      assertRefused(empty, /Stack "prod": .*no functions of its own.*\[ERR_VERIFY\]/);
    });
  });

  describe("where `fourfold dev` runs", () => {
    beforeEach(() => {
      writeFileSync(join(here.path, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
      mkdirSync(join(here.path, ".fourfold"));
      writeFileSync(join(here.path, ".fourfold/dev.lock"), String(process.pid));
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

    assertRefused(
      await run(["--stack", "prod"], env),
      /no stack named prod found.*--stack.*`fourfold dev`.*--dev.*\[ERR_PULUMI\]/s,
    );
  });
});
