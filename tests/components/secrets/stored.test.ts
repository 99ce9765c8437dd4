import assert from "node:assert/strict";
import { from, functionSet, type Handle } from "fourfold";
import { deploy, Foundation, FunctionSet, Secret, type SecretsStoreOverrides } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { refuses } from "../../support/refuses.ts";
import { places } from "../deployment.ts";
import { safe } from "../fixtures/sample.ts";
import { createStore, deploySecrets, stripe } from "./deployment.ts";

const stored = "cloudflare:index/secretsStoreSecret:SecretsStoreSecret";
const script = "cloudflare:index/workersScript:WorkersScript";

/** What a Worker is bound to for its secrets. */
const secretsOf = (stack: EvaluatedStack, name: string) => {
  const { bindings } = stack.find(script, name).inputs;
  return (bindings as { type: string }[]).filter(({ type }) => type.startsWith("secret"));
};

/** https://developers.cloudflare.com/secrets-store/ */
describe("secrets that Cloudflare's Secrets Store keeps", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deploySecrets("cloudflare", { stored: ["signing"], protection: "protect" });
    assert.equal(stack.error, undefined);
  });

  it("are in the account's store, for Workers alone, and protected as the set is", () => {
    const { inputs, secretInputs, protect } = stack.find(stored, "safe-signing-secret");
    const { base64 } = stack.find("random:index/randomBytes:RandomBytes", "safe-signing-bytes").outputs;
    const { id } = stack.find("cloudflare:index/secretsStore:SecretsStore", "store");

    stack.count(stored, 1);
    const { name, ...others } = inputs;
    assert.match(String(name), /^safe-signing-[0-9a-f]{8}$/);
    assert.deepEqual(others, {
      accountId: places.cloudflare?.accountId,
      storeId: id,
      scopes: ["workers"],
      value: base64,
    });
    assert.deepEqual([secretInputs, protect], [["value"], true]);
  });

  it("are bound by name, with no copy in a Worker; those beside them have one, or keep what was set", () => {
    const { storeId, name: secretName } = stack.find(stored, "safe-signing-secret").inputs;

    assert.deepEqual(secretsOf(stack, "safe-pay-script"), [
      { type: "secret_text", name: "FOURFOLD_STRIPE", text: stripe },
      { type: "secrets_store_secret", name: "FOURFOLD_SIGNING", storeId, secretName },
    ]);
    assert.deepEqual(stack.find(script, "safe-pay-script").inputs.keepBindings, ["secret_text"]);
    const effective = Object(stack.outputs.grants).pay.map((grant: { effective: string }) => grant.effective);
    assert.equal(effective[1], "secrets_store_secret binding FOURFOLD_SIGNING");
  });

  it("have URNs that stay", () => {
    const own = stack.urns().filter((urn) => urn.includes("fourfold:index:Secret$cloudflare"));

    assert.deepEqual(own, [
      `urn:pulumi:stack::project::fourfold:index:FunctionSet$fourfold:index:Secret$${stored}::safe-signing-secret`,
    ]);
  });

  it("change in place with another value, and no Worker with them", async () => {
    const before = await deploySecrets("cloudflare", { stored: ["stripe"] });
    const after = await deploySecrets("cloudflare", { stored: ["stripe"], value: "another one", after: before });

    const { same: _, ...changes } = after.changes;
    assert.deepEqual([after.error, changes], [undefined, { update: 1 }]);
    assert.equal(after.find(stored, "safe-stripe-secret").inputs.value, "another one");
  });

  it("say nothing of copies where there are none", async () => {
    const notesOf = ({ messages }: EvaluatedStack) =>
      messages.filter(({ message }) => /copy in each Worker/.test(message));
    const set = functionSet("idle", { root: safe.root, resources: { stripe: safe.resources.stripe }, functions: {} });
    const all = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "cloudflare", ...places });
      const secretsStore = { id: createStore(), secrets: ["stripe"] as const };
      const bind = { stripe };
      new FunctionSet(
        "idle",
        deploy(set, { cloud: "cloudflare", on, protection: "destroy", bind, cloudflare: { secretsStore } }),
      );
    });

    assert.deepEqual([all.error, notesOf(all)], [undefined, []]);
    assert.equal(notesOf(stack).length, 1);
  });

  it("are read by other sets, which are bound to the same one", async () => {
    const guest = functionSet("guest", {
      root: safe.root,
      resources: { key: from(safe, "signing") },
      functions: { pay: { handler: "./guest-pay.ts", http: true, links: { key: ["read"] } } },
    });
    const shared = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "cloudflare", ...places });
      const common = { cloud: "cloudflare", on, protection: "destroy" } as const;
      const secretsStore = { id: createStore(), secrets: ["signing"] as const };
      const { handles } = new FunctionSet(
        "safe",
        deploy(safe, { ...common, bind: { stripe }, cloudflare: { secretsStore } }),
      );
      const key = handles.apply(({ signing }): Handle => signing ?? assert.fail("It is not exported."));
      new FunctionSet("guest", deploy(guest, { ...common, bind: { key } }));
      return { handles };
    });

    assert.equal(shared.error, undefined);
    const { storeId, name: secretName, value } = shared.find(stored, "safe-signing-secret").inputs;
    assert.deepEqual(secretsOf(shared, "guest-pay-script"), [
      { type: "secrets_store_secret", name: "FOURFOLD_KEY", storeId, secretName },
    ]);
    assert.ok(!JSON.stringify(shared.outputs).includes(String(value)));
  });

  it("are none where the set goes to another cloud", async () => {
    const aws = await deploySecrets("aws", { stored: ["signing"] }).then(({ resources }) =>
      resources.map(({ type }) => type),
    );

    assert.ok(!aws.includes(stored));
    assert.ok(aws.includes("aws:secretsmanager/secret:Secret"));
  });

  it("are refused if they are set later, or not the set's own", async () => {
    const later = await deploySecrets("cloudflare", { stored: ["partnerKey"] });
    assert.match(
      String(later.error?.message),
      /^Secret "safe-partner-key": it is set later, and a secret of Secrets Store has a value from the start .*\[ERR_ARGUMENT\]/,
    );

    const on = { kind: "foundation", cloud: "cloudflare", id: "acme", attributes: {} } as const;
    // @ts-expect-error - a function, and not a secret, of the set
    const secretsStore: SecretsStoreOverrides<typeof safe> = { id: "0".repeat(32), secrets: ["pay"] };
    refuses(
      "ERR_BIND",
      /^Set "safe": `cloudflare\.secretsStore` names "pay", .* Name one of stripe, signing, partnerKey\./,
      () =>
        deploy(safe, {
          cloud: "cloudflare",
          on,
          protection: "destroy",
          bind: { stripe },
          cloudflare: { secretsStore },
        }),
    );
  });

  it("are refused by the component on a cloud without the store", async () => {
    const { error } = await evaluate(() => {
      const { handle } = new Foundation("acme", { cloud: "aws", ...places });
      new Secret("key", {
        cloud: "aws",
        foundation: handle,
        set: "shop",
        secret: "key",
        value: "x",
        secretsStore: "1",
      });
    });

    assert.match(
      String(error?.message),
      /^Secret "key": `secretsStore` is for Cloudflare, and it is deployed to aws\./,
    );
  });
});
