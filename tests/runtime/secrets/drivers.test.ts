import assert from "node:assert/strict";
import type { ReadsSecret } from "fourfold";
import * as aws from "../../../kit/runtime/drivers/secret/aws.ts";
import * as azure from "../../../kit/runtime/drivers/secret/azure.ts";
import * as cloudflare from "../../../kit/runtime/drivers/secret/cloudflare.ts";
import * as gcp from "../../../kit/runtime/drivers/secret/gcp.ts";
import { type Driver, type Environment, openLinks } from "../../../kit/runtime/links.ts";
import { setVariables } from "../support/variables.ts";
import { openClouds } from "./clouds.ts";

const variable = "FOURFOLD_SIGNING";

function open(driver: Driver, environment: Environment): ReadsSecret {
  const links = { signing: { kind: "secret", verbs: ["read"] } } as const;
  return openLinks('Function "api"', links, { secret: driver }, environment).handed.signing as ReadsSecret;
}

describe("the drivers of secrets", () => {
  const addresses: Readonly<Record<string, readonly [driver: Driver, address: (url: string) => string, path: string]>> =
    {
      aws: [aws.open, () => "arn:aws:secretsmanager:eu-west-1:1:secret:x", "/"],
      gcp: [gcp.open, () => "projects/p/secrets/x", "/v1/projects/p/secrets/x/versions/latest:access"],
      azure: [azure.open, (url) => `${url}/secrets/value`, "/secrets/value?api-version=7.4"],
    };
  for (const [cloud, [driver, address, path]] of Object.entries(addresses)) {
    it(`read at the address in their variable on ${cloud}, not before they are asked`, async () => {
      const answer = { SecretString: "x", name: "v/1", payload: { data: "eA==" }, value: "x" };
      await using clouds = await openClouds(() => [200, answer]);
      const signing = open(driver, { [variable]: address(clouds.url) });

      assert.equal(clouds.calls.length, 0);
      assert.equal(await signing.get(), "x");
      assert.deepEqual(
        clouds.calls.map((one) => one.path),
        [path],
      );
    });

    it(`refuse a function on ${cloud} that is not told where its secret is`, () => {
      assert.throws(() => open(driver, {}), { code: "ERR_LINK", message: /FOURFOLD_SIGNING/ });
    });
  }

  it("read a Worker's binding, and take it out of its environment", async () => {
    const restore = setVariables({ [variable]: "x" });
    try {
      const signing = open(cloudflare.open, { [variable]: "x" });

      assert.equal(process.env[variable], undefined);
      assert.equal(await signing.get({ fresh: true }), "x");
      assert.equal(await signing.previous(), undefined);
    } finally {
      restore();
    }
  });

  // https://developers.cloudflare.com/secrets-store/integrations/workers/#3-access-the-secret-on-the-env-object
  it("ask a Worker's binding to Secrets Store, when they are asked, and keep what it says", async () => {
    const values = ["first", "second"];
    let asked = 0;
    const bound = { get: async () => values[asked++] ?? null };
    const signing = open(cloudflare.open, { [variable]: bound });
    assert.equal(asked, 0);

    assert.deepEqual([await signing.get(), await signing.get()], ["first", "first"]);
    assert.equal(await signing.get({ fresh: true }), "second");
    assert.equal(await signing.previous(), undefined);
    await assert.rejects(signing.get({ fresh: true }), {
      code: "NotSet",
      message: /^Secret "signing": it has no value/,
    });
  });

  it("tell a secret that is gone from Secrets Store from a store that does not answer", async () => {
    let asked = 0;
    const failing = (message: string) => ({
      get: async () => {
        asked += 1;
        throw new Error(message);
      },
    });
    const gone = open(cloudflare.open, { [variable]: failing('Secret "safe-signing" not found') });
    await assert.rejects(gone.get(), {
      code: "NotFound",
      message: /^Secret "signing": it was deleted from Secrets Store/,
    });
    assert.equal(asked, 1);

    const silent = open(cloudflare.open, { [variable]: failing("internal error") });
    await assert.rejects(silent.get(), { code: "Unavailable", message: 'Secret "signing": the cloud did not answer.' });
    assert.equal(asked, 5);
  });

  it("say of a Worker without the binding that its secret is not set", async () => {
    await assert.rejects(open(cloudflare.open, {}).get(), { code: "NotSet" });
  });
});
