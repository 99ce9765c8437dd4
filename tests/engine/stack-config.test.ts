import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProjectFile, readStackConfig } from "../../kit/engine/index.ts";

// https://www.pulumi.com/docs/iac/concepts/config/#project-level-configuration
const project = `
name: shop
runtime: nodejs
main: index.ts
config:
  clouds: { type: array, items: { type: string }, default: [aws, gcp], description: Where it runs. }
  replicas: { type: integer, default: 3 }
  plain: hello
  key: { type: string, secret: true, default: dull }
  optional: { description: May be missing. }
  aws:region: { value: eu-central-1 }
`;

/** Written by \`pulumi config set --secret\` of CLI v3.259.0 with the passphrase "x". */
const encrypted = `
encryptionsalt: v1:f9OXH8oqaaQ=:v1:3ZeR0ai9VRI7PBTL:cOZqrSWbOvG9bMGtnzk8/pFfWhejxw==
config:
  shop:token:
    secure: v1:SFMFT4Qu8zZnWdJL:dxq+0d1ZzahcgdGGHGYHmnYTRVxSag==
  shop:nested:
    password:
      secure: v1:dtvUO93Jb1fEaUto:aVViYVrfqfcIsaKqgsuoFoj6/Bg=
    plain: 1
`;

describe("A stack's configuration", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "fourfold-config-"));
    await writeFile(join(folder, "Pulumi.yaml"), project);
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function read(stackFile: string | undefined, passphrase?: string) {
    if (stackFile !== undefined) await writeFile(join(folder, "Pulumi.dev.yaml"), stackFile);
    return await readStackConfig({ folder, stack: "dev", passphrase });
  }

  it("has the project's defaults, as text or JSON, under full keys", async () => {
    assert.deepEqual(await read(undefined), {
      values: {
        "shop:clouds": '["aws","gcp"]',
        "shop:replicas": "3",
        "shop:plain": "hello",
        "shop:key": "dull",
        "aws:region": "eu-central-1",
      },
      secretKeys: ["shop:key"],
    });
  });

  it("has the stack's own settings over them", async () => {
    const { values } = await read("config:\n  shop:clouds: [azure]\n  replicas: 5\n  gcp:project: mine\n");

    assert.equal(values["shop:clouds"], '["azure"]');
    assert.equal(values["shop:replicas"], "5");
    assert.equal(values["gcp:project"], "mine");
    assert.equal(values["shop:plain"], "hello");
  });

  for (const [what, stackFile] of Object.entries({
    "a list": "config:\n  shop:clouds: aws\n",
    "a whole number": "config:\n  shop:replicas: 1.5\n",
  })) {
    it(`must have the declared type: ${what}`, async () => {
      await assert.rejects(read(stackFile), { code: "ERR_CONFIG", message: /must be of type '(array|integer)'/ });
    });
  }

  it("must have what is declared without a default", async () => {
    await writeFile(join(folder, "Pulumi.yaml"), "name: shop\nconfig:\n  owner: { type: string }\n");

    await assert.rejects(read(undefined), {
      code: "ERR_CONFIG",
      message: /Stack 'dev' is missing configuration value 'shop:owner'.*pulumi config set shop:owner/,
    });
  });

  it("opens what was encrypted with a passphrase, also inside of objects", async () => {
    const { values, secretKeys } = await read(encrypted, "x");

    assert.equal(values["shop:token"], "s3cret");
    assert.equal(values["shop:nested"], '{"password":"deep","plain":1}');
    assert.deepEqual(secretKeys, ["shop:key", "shop:token", "shop:nested"]);
  });

  it("says what to do about a missing or wrong passphrase", async () => {
    const fix = /Pulumi\.dev\.yaml: .*Set PULUMI_CONFIG_PASSPHRASE/;

    await assert.rejects(read(encrypted), { code: "ERR_CONFIG", message: fix });
    await assert.rejects(read(encrypted, "wrong"), { code: "ERR_CONFIG", message: fix });
  });

  it("is refused with its place when a file is not right", async () => {
    await assert.rejects(read("config: 5\n"), {
      code: "ERR_CONFIG",
      message: /Pulumi\.dev\.yaml: it cannot be used: config/,
    });
    await writeFile(join(folder, "Pulumi.yaml"), "runtime: nodejs\n");
    assert.throws(() => readProjectFile(folder), {
      code: "ERR_CONFIG",
      message: /Pulumi\.yaml: it cannot be used: name/,
    });
  });
});
