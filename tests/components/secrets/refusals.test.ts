import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, from, functionSet, type Handle, secret } from "fourfold";
import { deploy, Foundation, FunctionSet, Secret, type SecretArgs } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { pair, safe } from "../fixtures/sample.ts";

const guest = functionSet("guest", {
  root: safe.root,
  resources: { key: from(safe, "signing") },
  functions: { pay: { handler: "./guest-pay.ts", http: true, links: { key: ["read"] } } },
});

const setOf = (options: object, bind: { readonly [name: string]: unknown }): Promise<EvaluatedStack> =>
  evaluate(() => {
    const set: AnySet = functionSet("pair", {
      root: pair.root,
      resources: { key: secret(options as never) },
      functions: { site: pair.functions.site },
    });
    const on = new Foundation("acme", { cloud: "aws", ...places });
    new FunctionSet("pair", deploy(set, { cloud: "aws", on, protection: "destroy", bind }));
  });

const alone = (args: Partial<SecretArgs>): Promise<EvaluatedStack> =>
  evaluate(() => {
    const { handle } = new Foundation("acme", { cloud: "aws", ...places });
    new Secret("key", { cloud: "aws", foundation: handle, set: "shop", secret: "key", ...args });
  });

describe("secrets are refused", () => {
  const cases: Readonly<Record<string, readonly [() => Promise<EvaluatedStack>, RegExp]>> = {
    "that are not bound": [() => setOf({}, {}), /the secret "key" is not bound\. Pass `bind: \{ key: … \}`.*ERR_BIND/],
    "whose value is too long": [
      () => setOf({}, { key: "x".repeat(5_001) }),
      /Set "pair", secret "key": its value cannot be kept: it has 5,001 bytes, of at most 5,000.*ERR_LIMIT/,
    ],
    "whose value is a number": [() => setOf({}, { key: 12 }), /secret "key": .* it is not a string.*ERR_LIMIT/],
    "whose value turns out too long": [
      () => setOf({}, { key: Promise.resolve("x".repeat(5_001)) }),
      /Secret "pair-key": its value cannot be kept: it has 5,001 bytes/,
    ],
    "without a source": [() => alone({}), /Secret "key": it does not say where its value comes from.*ERR_ARGUMENT/],
    "with two sources": [() => alone({ value: "x", later: true }), /more than one place.*ERR_SPEC/],
    "of too few bytes": [() => alone({ generate: "8 bytes" }), /8 bytes is not possible.*ERR_LIMIT/],
    "with a misspelt argument": [
      () => alone({ generat: "64 bytes" } as never),
      /Secret "key": it has no property "generat".*Did you mean "generate"/,
    ],
  };
  for (const [name, [run, said]] of Object.entries(cases)) {
    it(name, async () => {
      const { error, resources } = await run();

      assert.match(String(error?.message), said);
      assert.ok(!String(error?.message).includes("xxx"), "the error shows the value");
      assert.deepEqual(
        resources.filter(({ type }) => type.includes("secretsmanager/secretVersion")),
        [],
      );
    });
  }
});

/** Deploys the set that owns a secret, and one that reads it by its handle. */
const share = (cloud: Cloud): Promise<EvaluatedStack> =>
  evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const owner = new FunctionSet("safe", deploy(safe, { cloud, on, protection: "destroy", bind: { stripe: "x" } }));
    const key = owner.handles.apply(({ signing }): Handle => signing ?? assert.fail("It is not exported."));
    new FunctionSet("guest", deploy(guest, { cloud, on, protection: "destroy", bind: { key } }));
    return { handles: owner.handles };
  });

describe("a secret of another set", () => {
  /** Where the function of the other set may read it. */
  const permitted: Readonly<Record<Exclude<Cloud, "cloudflare">, (stack: EvaluatedStack) => readonly unknown[]>> = {
    aws(stack) {
      const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy", "guest-pay-policy").inputs;
      const { arn } = stack.find("aws:secretsmanager/secret:Secret", "safe-signing-secret").outputs;
      return [JSON.parse(String(policy)).Statement[1].Resource, arn];
    },
    gcp(stack) {
      const member = stack.find("gcp:secretmanager/secretIamMember:SecretIamMember", "guest-pay--key--secretaccessor");
      const { secretId } = stack.find("gcp:secretmanager/secret:Secret", "safe-signing-secret").inputs;
      return [member.inputs.secretId, secretId];
    },
    azure(stack) {
      const name = "guest-pay--key--key-vault-secrets-user";
      const { scope } = stack.find("azure-native:authorization:RoleAssignment", name).inputs;
      return [scope, stack.find("azure-native:keyvault:Vault", "safe-signing-vault").id];
    },
  };
  for (const cloud of clouds.filter((one) => one !== "cloudflare")) {
    it(`is read on ${cloud} by its handle, which does not say its value`, async () => {
      const stack = await share(cloud);

      assert.equal(stack.error, undefined);
      const [on, own] = permitted[cloud](stack);
      assert.equal(on, own);
      const { base64 } = stack.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs;
      assert.ok(!JSON.stringify(stack.outputs).includes(String(base64)));
      assert.deepEqual(stack.secretOutputs, []);
    });
  }

  it("is refused on Cloudflare where it is part of its owner's Workers, with the way out", async () => {
    const { error } = await share("cloudflare");

    assert.match(
      String(error?.message),
      /Function "guest-pay", link "key": .* part of the Workers of its own set.*`cloudflare: \{ secretsStore \}`.*bind the same value in both stacks\. \[ERR_BIND\]/,
    );
  });
});
