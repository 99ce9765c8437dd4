import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile } from "../../../support/until.ts";
import { Lives } from "../../support/lives.ts";
import { openAzure } from "../shop.ts";
import { Vault } from "./client.ts";

// https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups
describe("azure: secrets of Key Vault", () => {
  it("are set, read and listed by Microsoft's own client, version by version", async () => {
    await using vault = await Vault.open();
    const client = await vault.client();

    const first = await client.setSecret("signing", "one", { contentType: "text/plain" });
    vault.clock.advance(1_000);
    const second = await client.setSecret("signing", "two");
    const [newest, older] = [
      await client.getSecret("signing"),
      await client.getSecret("signing", { version: String(first.properties.version) }),
    ];
    const versions = [];
    for await (const { version } of client.listPropertiesOfSecretVersions("signing")) versions.push(version);
    const names = [];
    for await (const { name } of client.listPropertiesOfSecrets()) names.push(name);

    assert.match(String(second.properties.version), /^[0-9a-f]{32}$/);
    assert.deepEqual([newest.value, newest.properties.version], ["two", second.properties.version]);
    assert.deepEqual([older.value, older.properties.contentType], ["one", "text/plain"]);
    assert.deepEqual([...versions].sort(), [first.properties.version, second.properties.version].sort());
    assert.deepEqual(names, ["signing"]);
    await assert.rejects(client.getSecret("none"), { statusCode: 404, code: "SecretNotFound" });
  });

  // https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses#authentication
  it("are for nobody without a token, who is told where to get one", async () => {
    await using vault = await Vault.open();
    await vault.call("PUT", "secrets/signing", { body: { value: "x" } });

    const none = await vault.call("GET", "secrets/signing", { headers: {} });
    await vault.signIn("https://storage.azure.com");
    const other = await vault.call("GET", "secrets/signing");
    await vault.signIn();
    const old = [(await vault.call("GET", "secrets/signing")).status];
    vault.clock.advance(25 * 3_600_000);
    old.push((await vault.call("GET", "secrets/signing")).status);

    assert.deepEqual([none.status, none.body.error.code, other.status], [401, "Unauthorized", 401]);
    assert.match(
      none.headers.get("www-authenticate") ?? "",
      /^Bearer authorization="https:\/\/login\.microsoftonline\.com\/[0-9a-f-]+", resource="https:\/\/vault\.azure\.net"$/,
    );
    assert.deepEqual(old, [200, 401]);
  });

  // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
  it("are for roles at the vault or at one secret: users read, officers do everything", async () => {
    const statuses = async (vault: Vault) => {
      const all = [];
      for (const [method, path] of [
        ["PUT", "secrets/signing"],
        ["GET", "secrets/signing"],
        ["GET", "secrets/signing/versions"],
        ["GET", "secrets"],
        ["DELETE", "secrets/signing"],
        ["GET", "deletedsecrets/signing"],
        ["DELETE", "deletedsecrets/signing"],
      ] as const)
        all.push((await vault.call(method, path, method === "PUT" ? { body: { value: "x" } } : {})).status);
      return all;
    };
    await using nobody = await Vault.open("nobody");
    await using user = await Vault.open("user");
    await using officer = await Vault.open("officer");
    await using one = await Vault.open("nobody");
    for (const vault of [nobody, user, one]) await vault.secret("signing", { value: "deployed" });
    await one.secret("other", { value: "deployed" });
    await one.grant("user", "signing");

    assert.deepEqual(await statuses(nobody), [403, 403, 403, 403, 403, 403, 403]);
    assert.deepEqual(await statuses(user), [403, 200, 200, 200, 403, 404, 403]);
    assert.deepEqual(await statuses(officer), [200, 200, 200, 200, 200, 200, 204]);
    assert.deepEqual(
      [
        (await one.call("GET", "secrets/signing")).body.value,
        (await one.call("GET", "secrets/other")).status,
        (await one.call("GET", "secrets")).status,
      ],
      ["deployed", 403, 403],
    );
    const { body } = await nobody.call("GET", "secrets/signing");
    assert.equal(body.error.innererror.code, "ForbiddenByRbac");
    assert.match(
      body.error.message,
      /^Caller is not authorized to perform action on resource\.[\s\S]*Action: 'Microsoft\.KeyVault\/vaults\/secrets\/getSecret\/action'/,
    );
  });

  // https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
  it("keep their names when they are deleted, until they are purged", async () => {
    await using vault = await Vault.open();
    const set = (value: string) => vault.call("PUT", "secrets/Signing", { body: { value } });
    await set("one");

    const removed = await vault.call("DELETE", "secrets/signing");
    const [read, again] = [await vault.call("GET", "secrets/signing"), await set("two")];
    const list = await vault.call("GET", "secrets");
    const purged = await vault.call("DELETE", "deletedsecrets/signing");

    assert.deepEqual([removed.status, removed.body.deletedDate], [200, vault.clock.now() / 1_000]);
    assert.deepEqual(
      [read.status, again.status, again.body.error.code, again.body.error.innererror.code],
      [404, 409, "Conflict", "ObjectIsDeletedButRecoverable"],
    );
    assert.deepEqual([list.body.value, purged.status, (await set("two")).status], [[], 204, 200]);
    assert.equal((await vault.call("GET", "secrets/signing/versions")).body.value.length, 1);
  });

  it("cannot be purged from a vault with enablePurgeProtection", async () => {
    await using vault = await Vault.open("officer", { enablePurgeProtection: true });
    await vault.call("PUT", "secrets/signing", { body: { value: "x" } });
    const kept = (await vault.call("GET", "secrets/signing")).body.attributes.recoveryLevel;
    await vault.call("DELETE", "secrets/signing");

    assert.deepEqual([kept, (await vault.call("DELETE", "deletedsecrets/signing")).status], ["Recoverable", 403]);
  });

  // https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
  it("have at most 25 KB, a name of letters, digits and hyphens, and a version of the API", async () => {
    await using vault = await Vault.open();
    const set = async (name: string, value?: string) =>
      (await vault.call("PUT", `secrets/${name}`, { body: { value } })).status;

    assert.deepEqual(
      [
        await set("large", "x".repeat(25_600)),
        await set("larger", "x".repeat(25_601)),
        await set("a_b", "x"),
        await set("none"),
      ],
      [200, 400, 400, 400],
    );
    assert.equal((await vault.call("GET", "secrets/large", { query: "" })).status, 400);
    assert.equal((await vault.call("POST", "secrets/large/backup")).status, 501);
  });

  it("are not read when they are disabled, and tell their times", async () => {
    await using vault = await Vault.open();
    const attributes = { enabled: false, exp: 2_000_000_000, nbf: 1_000_000_000 };

    const { body } = await vault.call("PUT", "secrets/signing", { body: { value: "x", attributes } });
    const read = await vault.call("GET", "secrets/signing");

    assert.partialDeepStrictEqual(body.attributes, attributes);
    assert.deepEqual([read.status, read.body.error.innererror.code], [403, "SecretDisabled"]);
  });

  // https://learn.microsoft.com/azure/key-vault/general/overview-throttling
  it("are refused when there are too many calls", async () => {
    await using vault = await Vault.open();
    vault.azure.simulator.faults.follow({ seed: "any", shares: { throttled: 1, lost: 0, doubled: 0 } });

    const { status, body } = await vault.call("GET", "secrets/signing");

    assert.deepEqual([status, body.error.code], [429, "Throttled"]);
  });

  it("outlive a restart", async () => {
    await using lives = new Lives(openAzure);
    const clock = createFakeClock();
    const first = await Vault.on(await lives.start({ clock }), clock);
    const { body } = await first.call("PUT", "secrets/signing", { body: { value: "one" } });
    await lives.stop();
    // Node's fetch notices only then that the connection is gone.
    await aWhile();

    const again = first.moved(await lives.start({ clock }));

    assert.deepEqual((await again.call("GET", "secrets/signing")).body, body);
  });
});
