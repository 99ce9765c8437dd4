import assert from "node:assert/strict";
import { isSecret, output } from "@pulumi/pulumi";
import { clouds } from "fourfold";
import { deploy, Foundation, Secret } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { safe } from "../fixtures/sample.ts";
import { deploySecrets, stripe } from "./deployment.ts";

/** The environment of the function, as its cloud has it. */
const variable = (stack: EvaluatedStack, name: string): unknown => {
  const [fn] = stack.all("aws:lambda/function:Function");
  return Object(Object(fn?.inputs.environment).variables)[name];
};

describe("secrets on AWS", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deploySecrets("aws");
  });

  it("are secrets of Secrets Manager, whose names are free again once they are deleted", () => {
    stack.count("aws:secretsmanager/secret:Secret", 3);
    for (const { inputs } of stack.all("aws:secretsmanager/secret:Secret")) {
      assert.equal(inputs.recoveryWindowInDays, 0);
      assert.partialDeepStrictEqual(inputs.tags, { "fourfold-set": "safe" });
    }
  });

  it("have a version with their value, except for one that is set later", () => {
    const values = stack.all("aws:secretsmanager/secretVersion:SecretVersion").map(({ name, inputs, secretInputs }) => {
      assert.ok(secretInputs.includes("secretString"), name);
      return [name, inputs.secretString, inputs.secretId];
    });

    const secrets = ["safe-signing-secret", "safe-stripe-secret"].map((name) => {
      return stack.find("aws:secretsmanager/secret:Secret", name).id;
    });
    const { base64 } = stack.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs;
    assert.equal(Buffer.from(String(base64), "base64").length, 64);
    assert.deepEqual(
      values.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      [
        ["safe-signing-version", base64, secrets[0]],
        ["safe-stripe-version", stripe, secrets[1]],
      ],
    );
  });

  it("are read by a role that may do that, of these secrets only", () => {
    const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy", "safe-pay-policy").inputs;
    const [, ...statements] = JSON.parse(String(policy)).Statement;
    const arns = ["stripe", "signing", "partner-key"].map((name) => {
      return stack.find("aws:secretsmanager/secret:Secret", `safe-${name}-secret`).outputs.arn;
    });

    assert.deepEqual(
      statements,
      arns.map((Resource) => ({ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource })),
    );
    assert.equal(variable(stack, "FOURFOLD_PARTNER_KEY"), arns[2]);
  });
});

describe("secrets on Google Cloud", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deploySecrets("gcp");
  });

  it("are secrets of Secret Manager, replicated by Google", () => {
    stack.count("gcp:secretmanager/secret:Secret", 3);
    const { inputs } = stack.find("gcp:secretmanager/secret:Secret", "safe-partner-key-secret");
    assert.match(String(inputs.secretId), /^safe-partner-key-[0-9a-f]{8}$/);
    assert.deepEqual(
      [inputs.replication, inputs.deletionProtection, inputs.project],
      [{ auto: {} }, false, "acme-test"],
    );
    assert.partialDeepStrictEqual(inputs.labels, { "fourfold-set": "safe" });
  });

  it("have a version with their value, except for one that is set later", () => {
    stack.count("gcp:secretmanager/secretVersion:SecretVersion", 2);
    const { inputs, secretInputs } = stack.find("gcp:secretmanager/secretVersion:SecretVersion", "safe-stripe-version");
    assert.equal(inputs.secretData, stripe);
    assert.equal(inputs.secret, stack.find("gcp:secretmanager/secret:Secret", "safe-stripe-secret").id);
    assert.ok(secretInputs.includes("secretData"));
  });

  it("are read by an account with the one role on each", () => {
    const members = stack.all("gcp:secretmanager/secretIamMember:SecretIamMember");
    const account = stack.find("gcp:serviceaccount/account:Account", "safe-pay-account").outputs.email;

    assert.deepEqual(members.map(({ name }) => name).toSorted(), [
      "safe-pay--partner-key--secretaccessor",
      "safe-pay--signing--secretaccessor",
      "safe-pay--stripe--secretaccessor",
    ]);
    for (const { inputs } of members) {
      assert.equal(inputs.role, "roles/secretmanager.secretAccessor");
      assert.equal(inputs.member, `serviceAccount:${account}`);
      assert.equal(inputs.project, "acme-test");
    }
    const { id, inputs } = stack.find("gcp:secretmanager/secret:Secret", "safe-stripe-secret");
    assert.ok(members.some((member) => member.inputs.secretId === inputs.secretId));
    const { serviceConfig } = stack.find("gcp:cloudfunctionsv2/function:Function").inputs;
    assert.equal(Object(serviceConfig).environmentVariables.FOURFOLD_STRIPE, id);
  });
});

describe("secrets on Azure", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deploySecrets("azure");
  });

  it("have a vault each, without access policies, which can be purged", () => {
    stack.count("azure-native:keyvault:Vault", 3);
    const { inputs } = stack.find("azure-native:keyvault:Vault", "safe-partner-key-vault");
    assert.match(String(inputs.vaultName), /^[a-z][a-z0-9-]{2,23}$/);
    assert.partialDeepStrictEqual(inputs.properties, {
      ...{ sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
      ...{ enableSoftDelete: true, softDeleteRetentionInDays: 7 },
    });
    assert.equal(Object(inputs.properties).enablePurgeProtection, undefined);
    assert.match(Object(inputs.properties).tenantId, /^[0-9a-f-]{36}$/);
    assert.equal(inputs.location, "westeurope");
    assert.partialDeepStrictEqual(inputs.tags, { "fourfold-set": "safe" });
  });

  it("are the one secret of their vault, which has no tags: changing them would write the value again", () => {
    stack.count("azure-native:keyvault:Secret", 2);
    const { inputs, secretInputs } = stack.find("azure-native:keyvault:Secret", "safe-stripe-secret");
    const { vaultName, resourceGroupName } = stack.find("azure-native:keyvault:Vault", "safe-stripe-vault").inputs;
    assert.deepEqual(inputs, { secretName: "value", vaultName, resourceGroupName, properties: { value: stripe } });
    assert.deepEqual(secretInputs, ["properties"]);
  });

  it("are read by an identity with the one role on each vault", () => {
    const vaults = ["partner-key", "signing", "stripe"].map((name) => {
      return stack.find("azure-native:keyvault:Vault", `safe-${name}-vault`);
    });
    const identity = stack.find("azure-native:managedidentity:UserAssignedIdentity", "safe-pay-identity");
    const assignments = stack
      .all("azure-native:authorization:RoleAssignment")
      .filter(({ name }) => name.endsWith("--key-vault-secrets-user"));

    assert.deepEqual(new Set(assignments.map(({ inputs }) => inputs.scope)), new Set(vaults.map(({ id }) => id)));
    for (const { inputs } of assignments) {
      assert.equal(inputs.principalId, identity.outputs.principalId);
      assert.match(String(inputs.roleDefinitionId), /4633458b-17de-408a-b874-0445c86b69e6$/);
    }
    const { properties } = stack.find("azure-native:web:WebAppApplicationSettings").inputs;
    const uri = Object(vaults[2]?.outputs.properties).vaultUri;
    assert.equal(Object(properties).FOURFOLD_STRIPE, `${uri}secrets/value`);
    assert.equal(Object(properties).AZURE_CLIENT_ID, identity.outputs.clientId);
  });
});

describe("a secret by itself on Azure", () => {
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault
  it("has a vault whose name begins with a letter, whatever its own begins with", async () => {
    const stack = await evaluate(() => {
      const { handle: foundation } = new Foundation("acme", { cloud: "azure", ...places });
      new Secret("2fa-key", { cloud: "azure", foundation, set: "shop", secret: "key", value: stripe });
    });

    assert.match(
      String(stack.find("azure-native:keyvault:Vault", "2fa-key-vault").inputs.vaultName),
      /^[a-z][a-z0-9-]{2,23}$/,
    );
  });
});

describe("secrets on Cloudflare", () => {
  it("are bindings of the Worker, which keeps those that are set later", async () => {
    const stack = await deploySecrets("cloudflare");

    const { inputs, secretInputs } = stack.find("cloudflare:index/workersScript:WorkersScript", "safe-pay-script");
    const { base64 } = stack.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs;
    assert.deepEqual(inputs.bindings, [
      { type: "secret_text", name: "FOURFOLD_STRIPE", text: stripe },
      { type: "secret_text", name: "FOURFOLD_SIGNING", text: base64 },
    ]);
    assert.deepEqual(inputs.keepBindings, ["secret_text"]);
    const notes = stack.messages.filter(({ message }) => message.includes("a copy in each Worker that reads it"));
    assert.equal(notes.length, 1);
    assert.ok(secretInputs.includes("bindings"));
    const components = stack.all("fourfold:index:Secret").map(({ name }) => name);
    assert.deepEqual(components.toSorted(), ["safe-partner-key", "safe-signing", "safe-stripe"]);
  });
});

describe("the value of a secret", () => {
  for (const cloud of clouds) {
    it(`is a Pulumi secret on ${cloud} wherever it is, and in no output of the stack`, async () => {
      const stack = await deploySecrets(cloud);

      assert.equal(stack.error, undefined);
      const { base64 } = stack.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs;
      for (const value of [stripe, String(base64)]) {
        assert.ok(!JSON.stringify(stack.outputs).includes(value));
        for (const { name, inputs, outputs, secretInputs, secretOutputs } of stack.resources) {
          const open = [
            ...Object.entries(inputs).filter(([property]) => !secretInputs.includes(property)),
            ...Object.entries(outputs).filter(([property]) => !secretOutputs.includes(property)),
          ];
          const shown = open.filter(([, property]) => JSON.stringify(property)?.includes(value));
          assert.deepEqual(
            shown.map(([property]) => property),
            [],
            name,
          );
        }
      }
      assert.deepEqual(
        stack.messages.filter(({ severity }) => severity === "warning"),
        [],
      );
    });
  }
});

describe("a value that the stack binds", () => {
  it("is a Pulumi secret in the arguments that deploy() writes, also when it was none", async () => {
    const marks: Promise<boolean>[] = [];
    await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places });
      const { secrets } = deploy(safe, { cloud: "aws", on, protection: "destroy", bind: { stripe } });
      marks.push(isSecret(output(secrets?.stripe?.value)));
    });

    assert.deepEqual(await Promise.all(marks), [true]);
  });

  it("is one in a secret by itself, too: not every SDK marks what it is given", async () => {
    const stack = await evaluate(() => {
      const { handle: foundation } = new Foundation("acme", { cloud: "azure", ...places });
      new Secret("key", { cloud: "azure", foundation, set: "shop", secret: "key", value: stripe });
    });

    const { inputs, secretInputs } = stack.find("azure-native:keyvault:Secret", "key-secret");
    assert.deepEqual(inputs.properties, { value: stripe });
    assert.deepEqual(secretInputs, ["properties"]);
  });
});
