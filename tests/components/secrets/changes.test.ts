import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, secret } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { pair, safe } from "../fixtures/sample.ts";
import { deploySecrets } from "./deployment.ts";

/** The value of one that is generated, which the state alone has. */
const generated = "random:index/randomBytes:RandomBytes";

/** What has a value, or is what a value is in. */
const keepers: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [generated, "aws:secretsmanager/secret:Secret"],
  gcp: [generated, "gcp:secretmanager/secret:Secret"],
  azure: [generated, "azure-native:keyvault:Vault", "azure-native:keyvault:Secret"],
  cloudflare: [generated],
};

const keepersIn = (cloud: Cloud, stack: EvaluatedStack) => keepers[cloud].flatMap((type) => stack.all(type));

describe("the protection of secrets", () => {
  for (const cloud of clouds) {
    it(`is that of the set on ${cloud}`, async () => {
      const [retained, guarded, plain] = await Promise.all(
        (["retain", "protect", "destroy"] as const).map((protection) => deploySecrets(cloud, { protection })),
      );
      assert.ok(retained && guarded && plain);
      for (const each of keepersIn(cloud, retained))
        assert.deepEqual([each.retainOnDelete, each.protect], [true, false]);
      for (const each of keepersIn(cloud, guarded)) assert.equal(each.protect, true);
      for (const each of keepersIn(cloud, plain)) assert.deepEqual([each.retainOnDelete, each.protect], [false, false]);
    });
  }

  it("lets a deleted secret be restored for as long as its cloud can", async () => {
    for (const protection of ["retain", "protect"] as const) {
      const aws = await deploySecrets("aws", { protection });
      const azure = await deploySecrets("azure", { protection });
      const gcp = await deploySecrets("gcp", { protection });

      const { inputs } = aws.find("aws:secretsmanager/secret:Secret", "safe-stripe-secret");
      assert.equal(inputs.recoveryWindowInDays, 30);
      const vault = azure.find("azure-native:keyvault:Vault", "safe-stripe-vault").inputs.properties;
      assert.partialDeepStrictEqual(vault, { softDeleteRetentionInDays: 90, enablePurgeProtection: true });
      const kept = gcp.find("gcp:secretmanager/secret:Secret", "safe-stripe-secret").inputs.deletionProtection;
      assert.equal(kept, protection === "protect");
    }
  });

  it("can be tightened on Azure, where the time that a vault can be restored is that of its creation", async () => {
    const before = await deploySecrets("azure", { protection: "destroy" });
    const after = await deploySecrets("azure", { protection: "retain", after: before });

    assert.equal(after.error, undefined);
    const { properties } = after.find("azure-native:keyvault:Vault", "safe-stripe-vault").inputs;
    assert.partialDeepStrictEqual(properties, { softDeleteRetentionInDays: 7, enablePurgeProtection: true });
    assert.equal(after.changes.replace ?? 0, 0);
  });
});

describe("another value of a secret", () => {
  const version: Readonly<Partial<Record<Cloud, string>>> = {
    aws: "aws:secretsmanager/secretVersion:SecretVersion",
    gcp: "gcp:secretmanager/secretVersion:SecretVersion",
  };
  for (const [cloud, type] of Object.entries(version) as [Cloud, string][]) {
    it(`is another version on ${cloud}, beside the one before`, async () => {
      const before = await deploySecrets(cloud);
      const after = await deploySecrets(cloud, { value: "another one", after: before });

      assert.equal(after.error, undefined);
      const found = after.find(type, "safe-stripe-version");
      const [old] = before.all(type).filter(({ name }) => name === "safe-stripe-version");
      assert.ok(old && old.id !== found.id);
      const provider = await after.providers.configure(cloud, {});
      assert.notEqual(await provider.read({ ...old }), undefined);
      assert.equal(found.retainOnDelete, true);
    });
  }
});

/** Deploys a set with secrets of which none is bound. */
const deployOwn = (cloud: Cloud, set: AnySet, after?: EvaluatedStack) =>
  evaluate(
    () => {
      const on = new Foundation("acme", { cloud, ...places });
      new FunctionSet("safe", deploy(set, { cloud, on, protection: "destroy" }));
    },
    after === undefined ? {} : { after },
  );

const setOf = (resources: object, links: object): AnySet =>
  functionSet("safe", {
    root: safe.root,
    resources: resources as Record<string, never>,
    functions: { pay: { ...safe.functions.pay, links: links as never } },
  });

/** How often code is replaced: links of other names are other code. */
const delivered: Readonly<Record<Cloud, number>> = { aws: 0, gcp: 1, azure: 1, cloudflare: 0 };

describe("a renamed secret", () => {
  const before = setOf(
    { signing: secret({ generate: "64 bytes" }), partner: secret({ later: true }) },
    { signing: ["read"], partner: ["read"] },
  );
  const renamed = setOf(
    { jwtKey: secret({ generate: "64 bytes", was: ["signing"] }), ally: secret({ later: true, was: ["partner"] }) },
    { jwtKey: ["read"], ally: ["read"] },
  );

  for (const cloud of clouds) {
    it(`stays what it is on ${cloud}, with its value and its grants`, async () => {
      const first = await deployOwn(cloud, before);
      const second = await deployOwn(cloud, renamed, first);

      assert.equal(second.error, undefined);
      const { create = 0, delete: deleted = 0, replace = 0 } = second.changes;
      const { base64 } = second.find("random:index/randomBytes:RandomBytes", "safe-jwt-key-bytes").outputs;
      assert.equal(base64, first.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs.base64);
      assert.deepEqual({ create, deleted, replace }, { create: 0, deleted: 0, replace: delivered[cloud] });
    });
  }
});

describe("a set without secrets", () => {
  it("has nothing of them", async () => {
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places });
      new FunctionSet("pair", deploy(pair, { cloud: "aws", on, protection: "destroy" }));
    });

    assert.deepEqual(
      stack.resources.filter(({ type }) => /secret/i.test(type)),
      [],
    );
  });
});
