import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import type { SecretTransform } from "fourfold/components";
import { changedIn, type Every, protect } from "../every-transform.ts";
import { deploySecrets } from "./deployment.ts";

const every: Every<SecretTransform> = {
  aws: { secret: protect, version: protect },
  gcp: { secret: protect, version: protect },
  azure: { vault: protect, secret: protect },
  cloudflare: { secret: protect },
};

const reached: Readonly<Record<Cloud, readonly string[]>> = {
  aws: ["safe-stripe-secret", "safe-stripe-version"],
  gcp: ["safe-stripe-secret", "safe-stripe-version"],
  azure: ["safe-stripe-secret", "safe-stripe-vault"],
  cloudflare: ["safe-stripe-secret"],
};

describe("a transform of secrets", () => {
  for (const cloud of clouds) {
    it(`changes every child on ${cloud}, and leaves it where it was`, async () => {
      const plain = await deploySecrets(cloud, { stored: ["stripe"] });
      const stack = await deploySecrets(cloud, { stored: ["stripe"], transform: { secrets: { stripe: every } } });

      assert.equal(stack.error, undefined);
      assert.deepEqual(changedIn(stack), reached[cloud]);
      assert.deepEqual(stack.urns(), plain.urns());
    });
  }

  it("of one that the set does not have is refused", async () => {
    const { error } = await deploySecrets("aws", { transform: { secrets: { strip: every } } });

    assert.match(String(error?.message), /`transform\.secrets` names "strip", .*Did you mean "stripe"\?/);
  });
});

describe("the grants of a function that reads secrets", () => {
  const expected: Readonly<Record<Cloud, readonly string[]>> = {
    aws: Array(3).fill("secretsmanager:GetSecretValue"),
    gcp: Array(3).fill("roles/secretmanager.secretAccessor"),
    azure: Array(3).fill("Key Vault Secrets User"),
    cloudflare: ["STRIPE", "SIGNING", "PARTNER_KEY"].map((name) => `secret_text binding FOURFOLD_${name}`),
  };
  for (const cloud of clouds) {
    it(`are told on ${cloud}, with what the cloud grants`, async () => {
      const { outputs } = await deploySecrets(cloud);

      const { pay } = Object(outputs.grants);
      const resources = ["stripe", "signing", "partnerKey"];
      assert.deepEqual(
        pay,
        resources.map((resource, at) => ({
          ...{ resource, kind: "secret", verbs: ["read"], effective: expected[cloud][at], excess: [] },
        })),
      );
    });
  }
});
