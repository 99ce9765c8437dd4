import assert from "node:assert/strict";
import { secretIn } from "../../../policies/vendors/secret-texts.ts";

const found = (name: string, text: string, isSecret = false) => secretIn({ name, isSecret, texts: [text] });

describe("secrets in variables", () => {
  // The issuers' own examples, or made up in their formats.
  for (const [text, what] of [
    ["AKIAIOSFODNN7EXAMPLE", "an access key of AWS"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMII…", "a private key"],
    [`ghp_${"a".repeat(36)}`, "a token of GitHub"],
    [`sk_test_${"4".repeat(24)}`, "a key of Stripe"],
    ["xoxb-123456789012-abcdef", "a token of Slack"],
    [`AIza${"B".repeat(35)}`, "an API key of Google"],
    [`DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${"k".repeat(40)}==`, "a connection string with a key"],
    ["postgres://shop:hunter2@db.example.com/shop", "an address with a password"],
  ] as const) {
    it(`are found by their format: ${what}`, () => {
      assert.equal(found("SETTING", text), what);
    });
  }

  it("are found by their names, where the text is not only a reference", () => {
    assert.equal(found("DB_PASSWORD", "correct horse battery"), "what its name says is secret");
    assert.equal(found("API_KEY", "aB3dE6gH9jK2mN5pQ8"), "what its name says is secret");
    for (const text of [
      "arn:aws:secretsmanager:eu-west-1:1:secret:db",
      "projects/1/secrets/db",
      "@Microsoft.KeyVault(SecretUri=https://v/s)",
      "db-password",
      "short",
    ])
      assert.equal(found("DB_PASSWORD", text), undefined, text);
  });

  it("are found where Pulumi knows that they are, whatever they look like", () => {
    assert.equal(found("MODE", "on", true), "what Pulumi keeps secret");
    assert.equal(secretIn({ name: "MODE", isSecret: true, texts: [] }), "what Pulumi keeps secret");
  });

  it("are not seen in what is long or random, and means something else", () => {
    for (const [name, text] of [
      ["HANDLER", "com.example.shop.orders.PlaceOrderRequestStreamHandlerImplementation"],
      ["COMMIT", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"],
      ["FOURFOLD_FLAGS", '{"beta":true}'],
      ["TOKEN_URL", "https://login.example.com/oauth2/token"],
      ["SECRET_NAME", "shop/stripe"],
    ] as const)
      assert.equal(found(name, text), undefined, name);
  });
});
