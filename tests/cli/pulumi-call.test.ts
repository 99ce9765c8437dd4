import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parsePulumiCall } from "../../kit/cli/pulumi/arguments.ts";
import { createEnvironment, createPlaces } from "../../kit/cli/pulumi/environment.ts";

describe("a call of the Pulumi CLI", () => {
  for (const args of ["up --yes", "preview --diff", "-s dev destroy", "refresh", "--color never up"]) {
    it(`needs clouds and a stack for \`${args}\``, () => {
      const call = parsePulumiCall(args.split(" "));

      assert.deepEqual([call.needsClouds, call.needsStack], [true, true]);
    });
  }

  for (const args of ["config set a b", "stack export", "state delete x"]) {
    it(`needs a stack and no clouds for \`${args}\``, () => {
      const call = parsePulumiCall(args.split(" "));

      assert.deepEqual([call.needsClouds, call.needsStack], [false, true]);
    });
  }

  for (const args of ["", "version", "stack ls", "stack init dev", "up --help", "plugin ls"]) {
    it(`needs neither for \`${args}\``, () => {
      const call = parsePulumiCall(args === "" ? [] : args.split(" "));

      assert.deepEqual([call.needsClouds, call.needsStack], [false, false]);
    });
  }

  it("finds the stack and the folder in every form that the CLI takes", () => {
    const stacks = ["-s a", "--stack a", "--stack=a"].map((args) => parsePulumiCall(args.split(" ")).stack);

    assert.deepEqual(stacks, ["a", "a", "a"]);
    assert.equal(parsePulumiCall(["-C", "there", "up"]).cwd, "there");
  });
});

describe("the environment of the Pulumi CLI", () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), "fourfold-env-"));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  const environmentFor = (inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
    createEnvironment({
      places: createPlaces(data),
      pulumi: join(data, "bin", "pulumi"),
      providers: { aws: 4001, "azure-native": 4002 },
      inherited,
    });

  it("keeps home and backend in the data folder, whatever the user's own are", () => {
    const env = environmentFor({
      PULUMI_HOME: "elsewhere",
      PULUMI_BACKEND_URL: "s3://prod",
      PULUMI_DEBUG_PROVIDERS: "aws:1",
    });

    assert.equal(env.PULUMI_HOME, join(data, "pulumi", "home"));
    assert.equal(env.PULUMI_BACKEND_URL, `file://${join(data, "pulumi", "state")}?metadata=skip`);
    assert.equal(env.PULUMI_DEBUG_PROVIDERS, "aws:4001,azure-native:4002");
  });

  it("puts the CLI's own folder and this Node first on PATH", () => {
    const env = environmentFor({ PATH: "usual" });

    assert.equal(env.PATH, [join(data, "bin"), dirname(process.execPath), "usual"].join(delimiter));
  });

  it("leaves a passphrase that the user has set", () => {
    assert.equal(environmentFor({ PULUMI_CONFIG_PASSPHRASE: "mine" }).PULUMI_CONFIG_PASSPHRASE, "mine");
    assert.equal(environmentFor({ PULUMI_CONFIG_PASSPHRASE_FILE: "f" }).PULUMI_CONFIG_PASSPHRASE, undefined);
    assert.equal(environmentFor({}).PULUMI_CONFIG_PASSPHRASE, "fourfold");
  });
});
