import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { azure } from "../../support/azure.ts";
import { consumed, withoutPrice } from "../../support/consumed.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("a vault", () => {
  const vault = azure("keyvault:Vault", "vault");
  const vaulted = (type: string, properties: Fields) =>
    [
      vault,
      resourceOf(
        `azure-native:keyvault:${type}`,
        "one",
        { properties },
        { sources: sourcesOf({ vaultName: "vault" }) },
      ),
    ] as const;
  const of = (type: string, properties: Fields) => consumed(vaulted(type, properties), "one", { accesses: 50 });

  it("has each reading of a secret paid for, and each use of a key by its kind", () => {
    assert.deepEqual(of("Secret", {}), { "azure.keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA" }), { "azure.keyvault.operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA", keySize: 3_072 }), { "azure.keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "EC" }), { "azure.keyvault.advanced-operations": 50 });
    assert.deepEqual(of("Key", { kty: "RSA-HSM" }), { "azure.keyvault.operations": 50, "azure.keyvault.hsm-keys": 1 });
  });

  it("has rotations of a key paid for", () => {
    const rotating = (timeAfterCreate: string) => ({
      kty: "RSA",
      rotationPolicy: { lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate } }] },
    });

    assert.equal(of("Key", rotating("P1M"))["azure.keyvault.rotations"], 1);
    assert.equal(of("Key", rotating("P365D"))["azure.keyvault.rotations"], 0.0833333);
    const notifying = { lifetimeActions: [{ action: { type: "notify" }, trigger: { timeAfterCreate: "P1M" } }] };
    assert.equal(of("Key", { kty: "RSA", rotationPolicy: notifying })["azure.keyvault.rotations"], undefined);
    assert.deepEqual(withoutPrice(vaulted("Key", rotating("PT1H")), "one"), ["trigger.timeAfterCreate"]);
  });

  it("is unknown for kinds of keys that the book has no price for", () => {
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "EC-HSM" }), "one"), ["properties.kty"]);
    assert.deepEqual(withoutPrice(vaulted("Key", { kty: "RSA-HSM", keySize: 4_096 }), "one"), ["properties.keySize"]);
  });
});
