import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStackMask } from "../../kit/cli/terminal/secrets.ts";
import { repository, startCommand } from "../support/command.ts";

const masked = (text: string, ...secrets: readonly string[]): string => {
  const values = Object.fromEntries(secrets.map((secret, at) => [`shop:secret${at}`, secret]));
  return createStackMask({ values: { ...values, "shop:region": "eu-west-1" }, secretKeys: Object.keys(values) })(text);
};

describe("secret settings in what a command prints", () => {
  it("are replaced wherever they stand, and other settings are not", () => {
    assert.equal(masked("hunter2 in eu-west-1, again hunter2", "hunter2"), "[secret] in eu-west-1, again [secret]");
  });

  it("are replaced in quotations too", () => {
    assert.equal(masked(`it is ${JSON.stringify('a"b\nc')}`, 'a"b\nc'), 'it is "[secret]"');
  });

  it("are replaced as a whole where one is part of another", () => {
    assert.equal(masked("password-long", "password", "password-long"), "[secret]");
  });

  it("are left where they could be anything: what the Pulumi CLI prints too", () => {
    assert.equal(masked("true, 42", "true", "42"), "true, 42");
  });
});

describe("a secret setting that a program quotes in its error and in its notes", function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-secrets-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is not printed by `fourfold dev`", async () => {
    const program = `
      import { Config, log } from "@pulumi/pulumi";
      const password = new Config().require("password");
      await log.warn("It begins with " + password);
      throw new Error("No such password: " + password);
    `;
    const settings = "config: { password: { type: string, default: hunter2-of-acme, secret: true } }";
    const files = {
      "Pulumi.yaml": `name: secrets\nmain: index.mjs\nruntime: { name: nodejs, options: { typescript: false } }\n${settings}\n`,
      "index.mjs": program,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
    const bin = join(repository, "kit/cli/fourfold.js");

    const { code, stdout, stderr } = await startCommand(process.execPath, [bin, "dev", "--once"], { cwd: folder })
      .finished;

    assert.equal(code, 1);
    assert.match(stdout, /No such password: \[secret\]/);
    assert.doesNotMatch(stdout + stderr, /hunter2-of-acme/);
  });
});
