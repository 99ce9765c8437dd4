import assert from "node:assert/strict";
import { openAzure, tokens } from "../shop.ts";
import { Vault, vaultInputs, vaultTokens } from "./client.ts";

describe("azure: resources of Key Vault", () => {
  it("have the address of the vault as its output, and the secret's own id", async () => {
    await using vault = await Vault.open();
    const { outputs, id } = await vault.secret("signing", { value: "one", contentType: "text/plain" });
    const { secretUri, secretUriWithVersion } = Object(outputs.properties);

    assert.match(vault.uri, /^https:\/\/127\.0\.0\.1:\d+\/shop-vault\.vault\/$/);
    assert.equal(id, `${vault.vault.id}/secrets/signing`);
    assert.equal(secretUri, "https://shop-vault.vault.azure.net/secrets/signing");
    const { body } = await vault.call("GET", "secrets/signing");
    assert.deepEqual([body.value, body.contentType, body.id], ["one", "text/plain", secretUriWithVersion]);
  });

  it("make a version of a secret when it is changed, which others make too", async () => {
    await using vault = await Vault.open();
    const attributes = { enabled: true, expires: 2_000_000_000, notBefore: 1_000_000_000 };
    const secret = await vault.secret("signing", { value: "one" });
    await vault.azure.update(secret, {
      ...secret.inputs,
      tags: { team: "shop" },
      properties: { value: "two", attributes },
    });
    await vault.call("PUT", "secrets/signing", { body: { value: "three" } });

    const { body } = await vault.call("GET", "secrets/signing/versions");

    assert.equal(body.value.length, 3);
    assert.partialDeepStrictEqual(body.value[1].attributes, { enabled: true, exp: 2_000_000_000, nbf: 1_000_000_000 });
    assert.equal((await vault.call("GET", "secrets/signing")).body.value, "three");
  });

  // https://github.com/pulumi/pulumi-azure-native/pull/4759
  it("keep a secret that is deleted, which is recovered when it is created again", async () => {
    await using vault = await Vault.open();
    const secret = await vault.secret("signing", { value: "one" });

    await vault.azure.remove(secret);
    const statuses = [await vault.call("GET", "secrets/signing"), await vault.call("GET", "deletedsecrets/signing")];
    await vault.secret("signing", { value: "two" });

    assert.deepEqual(
      statuses.map(({ status }) => status),
      [404, 200],
    );
    assert.equal((await vault.call("GET", "secrets/signing")).body.value, "two");
    assert.equal((await vault.call("GET", "secrets/signing/versions")).body.value.length, 2);
  });

  it("are deleted also when the data plane has deleted the secret", async () => {
    await using vault = await Vault.open();
    const secret = await vault.secret("signing", { value: "one" });
    await vault.call("DELETE", "secrets/signing");

    await vault.azure.remove(secret);

    assert.deepEqual(vault.azure.simulator.world.store.find(vaultTokens.secret), []);
  });

  // https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
  it("keep the name of a vault that is deleted for softDeleteRetentionInDays, and no secret", async () => {
    await using vault = await Vault.open();
    await vault.secret("signing", { value: "one" });
    await vault.call("PUT", "secrets/other", { body: { value: "two" } });
    const create = () => vault.azure.create(vaultTokens.vault, "again", vaultInputs("Shop-vault"));

    await vault.azure.remove(vault.vault);

    await assert.rejects(create, /already exists in deleted state/);
    vault.clock.advance(7 * 86_400_000);
    await create();
    await vault.grant("officer");
    await vault.signIn();
    assert.deepEqual((await vault.call("GET", "secrets")).body.value, []);
  });

  it("refuse a vault whose name is taken in another group, and a secret without a vault", async () => {
    await using vault = await Vault.open();
    await vault.azure.create(tokens.group, "other", { resourceGroupName: "other" });

    await assert.rejects(
      vault.azure.create(vaultTokens.vault, "other", { ...vaultInputs(), resourceGroupName: "other" }),
      /already in use/,
    );
    await assert.rejects(
      vault.azure.create(vaultTokens.secret, "x", {
        resourceGroupName: "shop",
        vaultName: "none",
        secretName: "x",
        properties: { value: "x" },
      }),
      /vaults\/none' was not found/,
    );
  });

  it("refuse vaults with policies instead of roles, and without enableSoftDelete", async () => {
    const azure = await openAzure({ live: false });
    const complaints = async (properties: Readonly<Record<string, unknown>>) =>
      (await azure.complaints(vaultTokens.vault, vaultInputs("shop-vault", properties))).join();

    assert.match(await complaints({ enableRbacAuthorization: false }), /SimulatorLimit/);
    assert.match(await complaints({ enableSoftDelete: false }), /enableSoftDelete: must be/);
    await azure.stop();
  });
});
